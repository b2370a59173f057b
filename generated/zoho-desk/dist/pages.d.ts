export { type Page, type Paged, type PagesOptions, items, pages } from "./runtime/pagination/pages.js";
