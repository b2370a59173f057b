import { relative } from "node:path";
import { Node, Project, type SourceFile } from "ts-morph";
import { type FoundName, type FoundNames, ImportError } from "./found-name.ts";
import { nameOfFunction } from "./function-name.ts";
import { filesAt } from "./read-document.ts";
import { requestIn } from "./request-in.ts";

/** A function of a client, with what holds it. */
interface NamedFunction {
  readonly name: string;
  /** The class that it is a method of. */
  readonly holder?: string;
  readonly node: Node;
}

/** What is generated beside a client, and answers its requests in tests. */
const notClients = /\.(?:msw|mock|faker|test|spec)\.[cm]?ts$|\.d\.[cm]?ts$/;

/**
 * The functions of a generated client that send a request, by the path and the method that stand in them: functions
 * of modules (hey-api, orval), and methods of classes (both, and openapi-generator). Nothing is run, no type looked at.
 */
export function readClientSource(path: string, workingFolder: string): FoundNames {
  const files = filesAt(path, /\.[cm]?tsx?$/).filter((file) => !notClients.test(file));
  const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
  const names = files.flatMap((file) => {
    const source = project.addSourceFileAtPathIfExists(file);
    return source ? namesIn(source, relative(workingFolder, file)) : [];
  });
  if (names.length === 0)
    throw new ImportError(
      `no function in "${relative(workingFolder, path) || "."}" sends a request, as far as its source tells`,
      "name the folder of the generated client, or its file with the functions",
    );
  return { names, unread: [] };
}

function namesIn(source: SourceFile, shown: string): FoundName[] {
  const functions = functionsIn(source);
  const byName = new Map(functions.map((each) => [each.name, each.node]));
  const ofHolder = new Set(functions.map(({ name, holder }) => `${holder} ${name}`));
  const seen = new Set<string>();
  return functions.flatMap((each) => {
    const request = requestIn(each.node, (name) => byName.get(name));
    if (!request) return [];
    // what openapi-generator writes beside each method
    const plain = each.name.replace(/(?:Raw|RequestOpts)$/, "");
    const name = ofHolder.has(`${each.holder} ${plain}`) ? plain : each.name;
    const { holder } = each;
    const once = JSON.stringify([holder, name, request]);
    if (seen.has(once)) return [];
    seen.add(once);
    const { line, column } = source.getLineAndColumnAtPos(each.node.getStart());
    const word = holder?.replace(/(?:Service|Api|Client|Sdk)$/, "") ?? "";
    return [
      {
        ...request,
        name,
        ...(word !== "" && { qualified: `${word.charAt(0).toLowerCase()}${word.slice(1)}${upperStart(name)}` }),
        call: holder === undefined ? name : `${holder}.${name}`,
        at: { file: shown, line, column },
      },
    ];
  });
}

function upperStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Every function that has a name, wherever it stands. */
function functionsIn(source: SourceFile): NamedFunction[] {
  const found: NamedFunction[] = [];
  source.forEachDescendant((node) => {
    const name = nameOfFunction(node);
    if (name === undefined) return;
    const holder = node.getFirstAncestor((each) => Node.isClassDeclaration(each));
    const holderName = Node.isClassDeclaration(holder) ? holder.getName() : undefined;
    found.push({ name, ...(holderName !== undefined && { holder: holderName }), node });
  });
  return found;
}
