/** Names that Windows keeps for devices, whatever their ending. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=$|\.)/i;

/**
 * The file of a key, relative to the store's folder, with `/` between its parts. It holds on disks that take upper and
 * lower case for the same: `A` is written `=a`. A key and the folder of the keys below it have different names,
 * `a.json` and `a`.
 */
export function fileNameOf(key: string): string {
  return `${key.split("/").map(encode).join("/")}.json`;
}

/** The folder of the keys that start with a text, as far as whole segments of it say, relative to the store's. */
export function folderNameOf(prefix: string): string {
  return prefix.split("/").slice(0, -1).map(encode).join("/");
}

/** The key of a file; undefined where it is not one of the store's. */
export function keyOf(fileName: string): string | undefined {
  if (!fileName.endsWith(".json")) return undefined;
  const key = fileName.slice(0, -".json".length).split("/").map(decode).join("/");
  return fileNameOf(key) === fileName ? key : undefined;
}

function encode(segment: string): string {
  return segment
    .replaceAll(/[A-Z]/g, (letter) => `=${letter.toLowerCase()}`)
    .replace(/^\./, "=2")
    .replace(device, (name) => `=1${name}`)
    .replace(/\.(?=json$|$)/, "=0");
}

function decode(name: string): string {
  return name
    .replace(/^=1/, "")
    .replaceAll(/=[02]/g, ".")
    .replaceAll(/=([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
