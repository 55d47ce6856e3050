export { evpi, evppi, type NetBenefit, type Worth } from "./evppi.ts";
export { directStudy, evsi } from "./evsi.ts";
export { evppiGroup } from "./group.ts";
