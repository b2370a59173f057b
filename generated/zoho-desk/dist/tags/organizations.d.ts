export * from "../operations/getAccessibleOrganizationsForUser.js";
export * from "../operations/getOrganization.js";
export * from "../operations/getOrganizationFavicon.js";
export * from "../operations/getOrganizations.js";
