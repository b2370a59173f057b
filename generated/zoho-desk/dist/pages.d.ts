export { items, type Page, type Paged, type PagesOptions, pages } from "./runtime/pages.js";
