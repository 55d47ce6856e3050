export { type AnalysisOptions, analysisKind, writeAnalysis } from "./analysis.ts";
export { bandsOf, bandsOver, type CourseBands, joined } from "./bands.ts";
export {
  type BlockCourses,
  type BlockRequest,
  blockDraws,
  type QuickCourses,
  type StudyBlock,
  studyBlock,
  switchedOff,
} from "./block.ts";
export * from "./outcomes.ts";
export { type LeverRange, leverRanges } from "./ranges.ts";
export { blocksOfStudy, runStudy, type StudyPart, type StudyResult } from "./run.ts";
export { studyFromBlocks, studyTask, tasksOfStudy } from "./spread.ts";
export * from "./study.ts";
export { changesOf, type DrawTable, drawRows, nameOfPolicy, studyJson } from "./tables.ts";
export type { StudyInput } from "./tasks.ts";
