export { type Bill, type BilledUsage, type BillOutcome } from './bills.ts'
export { CALL_THE_TOOL } from './composition.ts'
export { TRIGGERS } from './content-filter.ts'
export { FAULT_KIND_FACTS, type FaultKindFacts, type FaultNumber } from './fault-kinds.ts'
export {
  type Fault,
  type FaultEffect,
  type FaultKind,
  type FaultScope,
  type NumberedFault,
} from './faults.ts'
export {
  DEFAULT_OUTPUT_TOKENS,
  type Latency,
  NO_LATENCY,
  type SimulatedAccount,
  type SimulatedDeployment,
  type SimulatorSettings,
  type WindowMode,
} from './settings.ts'
export { type Simulator, type SimulatorFaults, startSimulator } from './simulator.ts'
