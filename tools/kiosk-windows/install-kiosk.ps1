<#
.SYNOPSIS
  Makes a kiosk of a Windows PC on which Wawar Player is installed. Run as administrator; may be run again.
.DESCRIPTION
  Makes a local account without rights and with a random password nobody knows, has Windows sign it in by itself
  (the password lies in the LSA's secret store, not in the registry in clear), gives it the launcher instead of a
  desktop, and has a task look every minute whether the launcher runs.
.EXAMPLE
  .\install-kiosk.ps1 -Server https://wawar.example.go.id -Rect '-384,0,384,192'
.EXAMPLE
  .\install-kiosk.ps1 -Uninstall
#>
[CmdletBinding(DefaultParameterSetName = 'Install')]
param(
  [Parameter(Mandatory, ParameterSetName = 'Install')][ValidatePattern('^https?://[A-Za-z0-9.:/_~%-]+$')]
  [string]$Server,
  [Parameter(ParameterSetName = 'Install')][ValidatePattern('^-?\d{1,5},-?\d{1,5},[1-9]\d{0,4},[1-9]\d{0,4}$')]
  [string]$Rect,
  [Parameter(Mandatory, ParameterSetName = 'Uninstall')][switch]$Uninstall,
  [string]$Program = (Split-Path -Parent (Split-Path -Parent $PSScriptRoot))
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$account = 'wawar-kiosk'
$task = 'Wawar Kiosk'
$base = Join-Path $env:ProgramData 'Wawar'
$winlogon = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon'
$runtime = Join-Path $Program 'Wawar Player.exe'
$resources = Join-Path $Program 'resources'
$launcher = Join-Path $resources 'launcher\launcher.js'

# Winlogon reads the secret of this name before the registry value of the same name.
Add-Type -TypeDefinition @'
using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
public static class LsaSecret {
  [StructLayout(LayoutKind.Sequential)]
  struct UnicodeString { public ushort Length; public ushort MaximumLength; public IntPtr Buffer; }
  [StructLayout(LayoutKind.Sequential)]
  struct ObjectAttributes {
    public int Length; public IntPtr RootDirectory; public IntPtr ObjectName; public uint Attributes;
    public IntPtr SecurityDescriptor; public IntPtr SecurityQualityOfService;
  }
  [DllImport("advapi32.dll")]
  static extern uint LsaOpenPolicy(IntPtr system, ref ObjectAttributes attributes, uint access, out IntPtr policy);
  [DllImport("advapi32.dll")]
  static extern uint LsaStorePrivateData(IntPtr policy, ref UnicodeString key, IntPtr data);
  [DllImport("advapi32.dll")] static extern uint LsaClose(IntPtr policy);
  [DllImport("advapi32.dll")] static extern int LsaNtStatusToWinError(uint status);
  const uint CreateSecret = 0x20;

  static UnicodeString From(string text) {
    return new UnicodeString {
      Length = (ushort)(text.Length * 2), MaximumLength = (ushort)(text.Length * 2 + 2),
      Buffer = Marshal.StringToHGlobalUni(text)
    };
  }

  // Null removes it.
  public static void Store(string name, string value) {
    var attributes = new ObjectAttributes { Length = Marshal.SizeOf(typeof(ObjectAttributes)) };
    IntPtr policy;
    Check(LsaOpenPolicy(IntPtr.Zero, ref attributes, CreateSecret, out policy));
    var key = From(name);
    IntPtr data = IntPtr.Zero;
    var content = new UnicodeString();
    try {
      if (value != null) {
        content = From(value);
        data = Marshal.AllocHGlobal(Marshal.SizeOf(typeof(UnicodeString)));
        Marshal.StructureToPtr(content, data, false);
      }
      uint status = LsaStorePrivateData(policy, ref key, data);
      // 0xC0000034: there was none to remove.
      if (value != null || status != 0xC0000034) Check(status);
    } finally {
      if (data != IntPtr.Zero) { Marshal.ZeroFreeGlobalAllocUnicode(content.Buffer); Marshal.FreeHGlobal(data); }
      Marshal.FreeHGlobal(key.Buffer);
      LsaClose(policy);
    }
  }

  static void Check(uint status) {
    if (status != 0) throw new Win32Exception(LsaNtStatusToWinError(status));
  }
}
'@

function Invoke-Checked([string]$file, [string[]]$arguments) {
  & $file @arguments | Out-Null
  if ($LASTEXITCODE -ne 0) { throw "$file ended with $LASTEXITCODE" }
}

function Stop-Kiosk {
  if (Get-ScheduledTask -TaskName $task -ErrorAction SilentlyContinue) {
    Stop-ScheduledTask -TaskName $task
    Unregister-ScheduledTask -TaskName $task -Confirm:$false
  }
}

if ($Uninstall) {
  Stop-Kiosk
  Set-ItemProperty $winlogon AutoAdminLogon '0'
  Remove-ItemProperty $winlogon DefaultUserName, DefaultDomainName -ErrorAction SilentlyContinue
  [LsaSecret]::Store('DefaultPassword', $null)
  if (Get-LocalUser $account -ErrorAction SilentlyContinue) { Remove-LocalUser $account }
  Write-Output "The kiosk is gone. Its key, programme and media are left in $base."
  return
}

foreach ($file in $runtime, $launcher) {
  if (-not (Test-Path -LiteralPath $file)) { throw "$file is not there: install Wawar Player first" }
}
Stop-Kiosk

# 32 random bytes, and one of each kind of character for whatever policy there is.
$random = [byte[]]::new(32)
[Security.Cryptography.RandomNumberGenerator]::Create().GetBytes($random)
$password = 'aA1!' + [Convert]::ToBase64String($random)
$secure = ConvertTo-SecureString $password -AsPlainText -Force
if (Get-LocalUser $account -ErrorAction SilentlyContinue) { Set-LocalUser $account -Password $secure }
else {
  New-LocalUser $account -Password $secure -FullName 'Wawar Kiosk' -PasswordNeverExpires `
    -UserMayNotChangePassword -AccountNeverExpires | Out-Null
  # By its number: the group of ordinary users has another name in every language.
  Add-LocalGroupMember -SID 'S-1-5-32-545' -Member $account
}
$sid = (Get-LocalUser $account).SID.Value

[LsaSecret]::Store('DefaultPassword', $password)
Remove-ItemProperty $winlogon DefaultPassword, AutoLogonCount -ErrorAction SilentlyContinue
Set-ItemProperty $winlogon AutoAdminLogon '1'
Set-ItemProperty $winlogon DefaultUserName $account
Set-ItemProperty $winlogon DefaultDomainName $env:COMPUTERNAME

# Software and data belong to the account both launcher and player run as; other users are kept out.
foreach ($name in 'software', 'data') { New-Item -ItemType Directory -Force (Join-Path $base $name) | Out-Null }
$env:ELECTRON_RUN_AS_NODE = '1'
$software = Join-Path $base 'software'
# Not `&`: a program with windows is not waited for.
$run = @{ FilePath = $runtime; Wait = $true; PassThru = $true; NoNewWindow = $true }
$verify = Start-Process @run -ArgumentList "`"$launcher`" verify --home `"$software`" --shell electron"
if ($verify.ExitCode -ne 0) {
  $release = Join-Path $resources 'release'
  $install = Start-Process @run -ArgumentList "`"$launcher`" install --home `"$software`" --from `"$release`""
  if ($install.ExitCode -ne 0) { throw "the release was not installed: $($install.ExitCode)" }
}
Remove-Item Env:ELECTRON_RUN_AS_NODE
Invoke-Checked icacls @($base, '/inheritance:r', '/grant:r', "*${sid}:(OI)(CI)M", '*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F', '/T', '/Q')

$arguments = "`"$launcher`" run --home `"$software`" --shell electron --runtime `"$runtime`""
if ($Rect) { $arguments += " --display-rect=$Rect" }
$arguments += " -- --server $Server --data `"$(Join-Path $base 'data')`""

# The account's own part of the registry is there once it was signed in.
$credential = [Management.Automation.PSCredential]::new($account, $secure)
Start-Process cmd.exe '/c exit' -Credential $credential -LoadUserProfile -WorkingDirectory $env:SystemRoot -Wait
$hive = Join-Path (Get-CimInstance Win32_UserProfile -Filter "SID='$sid'").LocalPath 'NTUSER.DAT'
Invoke-Checked reg @('load', 'HKU\WawarKiosk', $hive)
try {
  $user = 'Registry::HKEY_USERS\WawarKiosk'
  $shell = "$user\Software\Microsoft\Windows NT\CurrentVersion\Winlogon"
  New-Item -Force $shell | Out-Null
  # Instead of a desktop.
  Set-ItemProperty $shell Shell "`"$runtime`" $arguments"
  # The launcher is this program run as Node; it takes the variable away again from the player it starts.
  Set-ItemProperty "$user\Environment" ELECTRON_RUN_AS_NODE '1'
  Set-ItemProperty "$user\Control Panel\Colors" Background '0 0 0'
  Set-ItemProperty "$user\Control Panel\Desktop" Wallpaper ''
  Set-ItemProperty "$user\Control Panel\Desktop" ScreenSaveActive '0'
}
finally {
  [GC]::Collect()
  Invoke-Checked reg @('unload', 'HKU\WawarKiosk')
}

# One minute after the launcher ended for whatever reason it is started again; while it runs the task does nothing.
$watch = @"
if (-not (Get-CimInstance Win32_Process -Filter "Name='Wawar Player.exe'" |
  Where-Object CommandLine -like '*launcher.js*run*')) {
  `$env:ELECTRON_RUN_AS_NODE = '1'
  Start-Process -FilePath '$runtime' -ArgumentList '$arguments'
}
"@
$encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($watch))
$action = New-ScheduledTaskAction -Execute 'conhost.exe' `
  -Argument "--headless powershell.exe -NoProfile -NonInteractive -EncodedCommand $encoded"
$every = New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 1)
$principal = New-ScheduledTaskPrincipal -UserId $account -LogonType Interactive -RunLevel Limited
$settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -AllowStartIfOnBatteries `
  -DontStopIfGoingOnBatteries -StartWhenAvailable -ExecutionTimeLimit (New-TimeSpan -Minutes 1)
Register-ScheduledTask -TaskName $task -Action $action -Trigger $every -Principal $principal -Settings $settings `
  -Force | Out-Null

# The panel is switched by the player, not by Windows.
foreach ($setting in 'monitor-timeout-ac', 'standby-timeout-ac', 'hibernate-timeout-ac') {
  Invoke-Checked powercfg @('/change', $setting, '0')
}
Write-Output "The kiosk is installed for $Server. Restart the PC; its screen then shows a code."
Write-Output 'Type it into Layar > (the screen) > Pasangkan perangkat.'
