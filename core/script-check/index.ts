export { checkScript } from './check-script.ts';
export {
  SCRIPT_FINDING_CODES,
  type CheckedScript,
  type CheckedWhen,
  type ScriptFinding,
  type ScriptFindingCode,
} from './finding.ts';
