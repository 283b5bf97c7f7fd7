import type { MaintainAction, MaintainAnswer, ScopeName, ValidationLevel } from './maintain/answers.ts';
import type { ExaminingPorts } from './ports.ts';

export interface MaintainRequest {
  readonly scope?: ScopeName | undefined;
  /** A task or a plan. */
  readonly target?: string | undefined;
  readonly level?: ValidationLevel | undefined;
  readonly apply?: boolean | undefined;
  readonly onProgress?: (commits: number) => void;
}

/** Upkeep: one of four actions, each loaded when it is the one asked for. */
export async function maintainProject(
  ports: ExaminingPorts,
  action: MaintainAction,
  request: MaintainRequest,
): Promise<MaintainAnswer> {
  switch (action) {
    case 'scan_cleanup':
      return (await import('./maintain/scan-cleanup.ts')).scanCleanup(ports, request);
    case 'validate_structure':
      return (await import('./maintain/validate-structure.ts')).validateStructure(ports, request);
    case 'update_documentation':
      return (await import('./maintain/update-documentation.ts')).updateDocumentation(ports, request);
    case 'prepare_handover':
      return (await import('./handover/prepare-handover.ts')).prepareHandover(ports, request);
  }
}
