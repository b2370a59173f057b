export * from "../operations/getMyPreference.js";
export * from "../operations/updateMyPreferences.js";
