// What outlives a reload of this tab, and where this sandbox lies on its server: several may share one.

/** The path of the page, with a slash at the end. */
export const BASE = location.pathname.replace(/[^/]*$/, "");

/** The value kept under `key`, null if there is none. */
export const recall = (key) => JSON.parse(sessionStorage.getItem(BASE + key));
export const keep = (key, value) => sessionStorage.setItem(BASE + key, JSON.stringify(value));
