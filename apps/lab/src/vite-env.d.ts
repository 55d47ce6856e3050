/// <reference types="vite/client" />

declare module "virtual:first-view" {
  const view: import("./data/firstViewOf.ts").FirstView;
  export default view;
}
