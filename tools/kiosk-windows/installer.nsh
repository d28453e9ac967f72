; With /SERVER=URL (and /RECT=x,y,width,height) the installer makes a kiosk of the PC at once; without it the program
; alone is installed, and resources\windows\install-kiosk.ps1 is run later by an administrator.
!include FileFunc.nsh

!macro runKioskScript ARGUMENTS
  nsExec::ExecToLog '"$SYSDIR\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "$INSTDIR\resources\windows\install-kiosk.ps1" ${ARGUMENTS}'
  Pop $0
!macroend

!macro customInstall
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/SERVER=" $R1
  IfErrors kioskDone
  ClearErrors
  ${GetOptions} $R0 "/RECT=" $R2
  IfErrors 0 kioskWithRect
  !insertmacro runKioskScript '-Server "$R1"'
  Goto kioskRan
  kioskWithRect:
  !insertmacro runKioskScript '-Server "$R1" "-Rect:$R2"'
  kioskRan:
  StrCmp $0 "0" kioskDone
  SetErrorLevel 1
  kioskDone:
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    !insertmacro runKioskScript '-Uninstall'
  ${endIf}
!macroend
