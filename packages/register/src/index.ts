export { defaultDataFolder } from "./postgres/folder.ts";
export { type Database, type DatabaseOptions, openDatabase } from "./postgres/open.ts";
