import { type Code, printCode, withoutTypes } from "./code.ts";
import { docComment } from "./comments.ts";
import { printWidth, widthOf } from "./layout.ts";
import { type Member, membersText, printType, type TypeCode, typeText } from "./types.ts";

/**
 * A statement of which the printer knows the parts: its types make a declaration, its values a module of JavaScript.
 *
 * @experimental
 */
export type Declaration = InterfaceDeclaration | TypeDeclaration | ConstDeclaration | FunctionDeclaration;

/** What every declaration has. */
interface Declared {
  readonly name: string;
  /** The inside of its doc comment. */
  readonly doc?: string;
  /** Whether the module keeps it for itself. */
  readonly isLocal?: boolean;
}

/** An interface. */
export interface InterfaceDeclaration extends Declared {
  readonly kind: "interface";
  /** As they are written: `T extends object = {}`. */
  readonly typeParameters?: readonly string[];
  readonly extends?: readonly TypeCode[];
  readonly members: readonly Member[];
}

/** A type alias. */
export interface TypeDeclaration extends Declared {
  readonly kind: "type";
  readonly typeParameters?: readonly string[];
  readonly type: TypeCode;
}

/** A constant. */
export interface ConstDeclaration extends Declared {
  readonly kind: "const";
  readonly type: TypeCode;
  readonly value: Code;
}

/** A function. */
export interface FunctionDeclaration extends Declared {
  readonly kind: "function";
  readonly typeParameters?: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly returns: TypeCode;
  /** Its statements: what comes before a value, such as `return `, and the value. */
  readonly body: readonly (readonly [before: string, value: Code])[];
}

/** A parameter of a function. */
export interface Parameter {
  readonly name: string;
  readonly type: TypeCode;
  readonly isOptional?: boolean;
  /** Its default, as it is written. */
  readonly default?: string;
}

/** What a module is printed as. */
export type Form = "source" | "module" | "declaration";

/** A declaration as text; undefined where nothing of it is there in that form. */
export function printDeclaration(declaration: Declaration, form: Form): string | undefined {
  const { kind, doc = "", isLocal = false } = declaration;
  const isType = kind === "interface" || kind === "type";
  if (isType ? form === "module" : isLocal && form === "declaration") return undefined;
  const start = `${isLocal ? "" : "export "}${form === "declaration" && !isType ? "declare " : ""}`;
  return `${doc === "" ? "" : `${docComment(doc)}\n`}${statementText(declaration, start, form)}\n`;
}

function statementText(declaration: Declaration, start: string, form: Form): string {
  switch (declaration.kind) {
    case "interface":
      return `${interfaceStart(declaration, start)} ${membersText(declaration.members, 0)}`;
    case "type": {
      const { name, typeParameters, type } = declaration;
      return assigned(`${start}type ${name}${parametersText(typeParameters)} =`, type);
    }
    case "const": {
      const { name, type, value } = declaration;
      if (form === "declaration") return assigned(`${start}const ${name}:`, type);
      if (form === "module") return constText(`${start}const ${name}`, withoutTypes(value));
      return constText(typedStart(`${start}const ${name}: `, type), value);
    }
    case "function": {
      const head = functionStart(declaration, start, form);
      if (form === "declaration") return `${head};`;
      const lines = declaration.body.map(([before, value]) => {
        const code = form === "module" ? withoutTypes(value) : value;
        return `  ${before}${printCode(code, { indent: 2, column: 2 + widthOf(before), tail: 1 })};\n`;
      });
      return `${head} {\n${lines.join("")}}`;
    }
  }
}

/** What ends with a type: a space before it, unless it begins on the next line. */
function assigned(start: string, type: TypeCode): string {
  if (typeof type === "string" && widthOf(start) + widthOf(type) + 2 > printWidth) return `${start}\n  ${type};`;
  const text = printType(type, { indent: 0, column: widthOf(start) + 1, tail: 1 });
  return `${start}${text.startsWith("\n") ? "" : " "}${text};`;
}

/** A name with its type, which is broken over lines only where it is too long by itself. */
function typedStart(start: string, type: TypeCode): string {
  return `${start}${printType(type, { indent: 0, column: widthOf(start), tail: 2 })}`;
}

function constText(start: string, value: Code): string {
  const column = widthOf(start.slice(start.lastIndexOf("\n") + 1)) + 3;
  const first = typeof value === "string" ? widthOf(value) + 1 : firstLineOf(value);
  if (column + first > printWidth) return `${start} =\n  ${printCode(value, { indent: 2, column: 2, tail: 1 })};`;
  return `${start} = ${printCode(value, { indent: 0, column, tail: 1 })};`;
}

/** How many columns the part of a value takes that stands on the line where it begins. */
function firstLineOf(value: Code): number {
  return printCode(value, { indent: 0, column: 10 * printWidth, tail: 0 }).split("\n", 1)[0]!.length;
}

function interfaceStart({ name, typeParameters, extends: bases = [] }: InterfaceDeclaration, start: string): string {
  const head = `${start}interface ${name}${parametersText(typeParameters)}`;
  if (bases.length === 0) return head;
  const line = `${head} extends ${bases.map(typeText).join(", ")}`;
  if (!line.includes("\n") && widthOf(line) + 2 <= printWidth) return line;
  const [base, ...others] = bases;
  if (others.length === 0 && typeParameters === undefined)
    return `${head} extends ${printType(base!, { indent: 0, column: widthOf(head) + 9, tail: 2 })}`;
  const next = `  extends ${bases.map(typeText).join(", ")}`;
  if (!next.includes("\n") && widthOf(next) + 2 <= printWidth) return `${head}\n${next}`;
  const broken = bases.map((each) => printType(each, { indent: 4, column: 4, tail: 2 }));
  return `${head}\n  extends ${broken.join(",\n    ")}`;
}

function parametersText(parameters: readonly string[] = []): string {
  return parameters.length === 0 ? "" : `<${parameters.join(", ")}>`;
}

function functionStart(declaration: FunctionDeclaration, start: string, form: Form): string {
  const { name, typeParameters, parameters, returns } = declaration;
  const types = form === "module" ? "" : parametersText(typeParameters);
  const result = form === "module" ? "" : `: ${printType(returns, { indent: 0, column: 3, tail: 2 })}`;
  const texts = parameters.map((parameter) => parameterText(parameter, form));
  const line = `${start}function ${name}${types}(${texts.join(", ")})${result}`;
  const fits = (text: string) => widthOf(text.split("\n", 1)[0]!) + 2 <= printWidth;
  if (fits(line)) return line;
  const listed = (items: readonly string[]) => items.map((item) => `  ${item},\n`).join("");
  const broken = `(\n${listed(texts)})${result}`;
  if (types === "" || fits(`${start}function ${name}${types}`)) return `${start}function ${name}${types}${broken}`;
  const end = `>(${texts.join(", ")})${result}`;
  return `${start}function ${name}<\n${listed(typeParameters ?? [])}${fits(end) ? end : `>${broken}`}`;
}

function parameterText({ name, type, isOptional = false, default: standard }: Parameter, form: Form): string {
  const assignment = standard === undefined || form === "declaration" ? "" : ` = ${standard}`;
  if (form === "module") return `${name}${assignment}`;
  const mark = isOptional || (standard !== undefined && form === "declaration") ? "?" : "";
  const start = `${name}${mark}: `;
  return `${start}${printType(type, { indent: 2, column: 2 + start.length, tail: 1 })}${assignment}`;
}
