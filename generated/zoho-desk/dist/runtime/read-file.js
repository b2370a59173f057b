import { readJson } from "./read-json.js";
/**
* The body of a 2xx response to an operation that responds with nothing but files, as a Blob, whatever its type; undefined
* when there is no body (204, 205, HEAD).
*
* Rejects with a ContentError for an HTML page, such as one to sign in: what is labelled as one and begins like one.
*/
export const readFile = async (response, operation) => {
	if (response.body === null) return undefined;
	const isPage = /html/i.test(response.headers.get("Content-Type") ?? "") && await beginsAsPage(response.clone());
	return isPage ? readJson(response, operation, undefined, "a file") : response.blob();
};
async function beginsAsPage(copy) {
	const file = await copy.blob();
	return (await file.slice(0, 1e3).text()).trimStart().startsWith("<");
}
