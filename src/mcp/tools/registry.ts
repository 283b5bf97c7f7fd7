import { completeSubtask } from './complete-subtask.ts';
import { executeSubtask } from './execute-subtask.ts';
import { getStatus } from './get-status.ts';
import { initializeSession } from './initialize-session.ts';
import { maintenanceCoordinator } from './maintenance-coordinator.ts';
import { planTaskTool } from './plan-task.ts';
import { queryTasks } from './query-tasks.ts';
import { reviewPlan } from './review-plan.ts';
import { synthesizeResults } from './synthesize-results.ts';
import type { Tool } from './tool.ts';
import { updateTaskTool } from './update-task.ts';

/** Every tool, in the order of the workflow. A new tool is a file of its own and a line here. */
export const TOOLS: readonly Tool[] = [
  initializeSession,
  planTaskTool,
  executeSubtask,
  completeSubtask,
  synthesizeResults,
  getStatus,
  queryTasks,
  updateTaskTool,
  reviewPlan,
  maintenanceCoordinator,
];
