import { isOAuthSecretName, isSecretName, type Redaction, redacted, type SecretContext } from "../http/redact.ts";

/**
 * Replaces secrets by their names in a text of any kind: addresses, JSON, XML, forms, hidden fields of a page; and JSON
 * Web Tokens and bearer tokens. Takes time linear in the text.
 */
export function redactText(text: string, redaction: Redaction, context: SecretContext): string {
  if (text.length < 6) return text;
  const replace = (secret: string): string => {
    context.note(secret);
    return redacted;
  };
  const isSecret = (name: string): boolean => isSecretName(name) || (context.isOAuth && isOAuthSecretName(name));
  let result = text;
  if (/[?#]/.test(result)) {
    // Only what follows the mark is looked at: where an address begins cannot be told in linear time.
    result = result.replace(/([?#])([^\s<>"'\\?#]+)/g, (whole, mark: string, query: string) =>
      query.includes("=") ? mark + redaction.pairs(query, context) : whole,
    );
  }
  if (result.includes("=")) {
    result = result.replace(
      /(^|[^\w.-])([\w.-]{1,64})=(?:"([^"<>]+)"|'([^'<>]+)'|([^&\s"'<>;,#)}\]\\[]+))/g,
      (whole, start: string, name: string, ...[quoted, single, unquoted]: (string | undefined)[]) => {
        if (!isSecret(name)) return whole;
        const value = replace(quoted ?? single ?? unquoted ?? "");
        return `${start}${name}=${unquoted === undefined ? `"${value}"` : value}`;
      },
    );
  }
  if (result.includes("@")) {
    result = result.replace(
      /(:\/\/[^\s/@:"'<>]{0,200}:)([^\s/@"'<>]{1,1000})@/g,
      (_, start: string, password: string) => `${start}${replace(password)}@`,
    );
  }
  if (result.includes('"')) {
    result = result
      .replace(
        /"([\w.$-]{1,64})"(\s{0,20}:\s{0,20})(?:"([^"\\]*(?:\\[\s\S][^"\\]*)*)"|(-?\d[\d.]*))/g,
        (whole, name: string, colon: string, value: string | undefined, digits: string | undefined) =>
          isSecret(name) && (value ?? digits) !== "" ? `"${name}"${colon}"${replace(value ?? digits ?? "")}"` : whole,
      )
      .replace(
        /\\"([\w.$-]{1,64})\\"(\s{0,20}:\s{0,20})\\"([^"\\]+)\\"/g,
        (whole, name: string, colon: string, value: string) =>
          isSecret(name) ? `\\"${name}\\"${colon}\\"${replace(value)}\\"` : whole,
      );
  }
  if (result.includes("<")) {
    result = result
      .replace(
        /<((?:[\w-]{1,64}:)?)([\w.-]{1,64})>([^<]+)(?=<\/)/g,
        (whole, prefix: string, name: string, value: string) =>
          isSecret(name) ? `<${prefix}${name}>${replace(value)}` : whole,
      )
      .replace(/<input\b[^<>]*>/gi, (tag) => redactField(tag, isSecret, replace));
  }
  if (/eyJ/.test(result)) result = result.replace(/(?<![\w-])eyJ[\w-]{10,}(?:\.[\w-]*){1,3}\.[\w-]+/g, replace);
  if (/bearer/i.test(result)) {
    result = result.replace(
      /\b(bearer\s{1,4})(?=[\w.~+/-]*\d)([\w.~+/-]{8,}=*)/gi,
      (_, scheme: string, token: string) => {
        return scheme + replace(token);
      },
    );
  }
  return result;
}

/** The parts of a form (RFC 7578) whose names are those of secrets. */
export function redactParts(text: string, context: SecretContext): string {
  return text.replace(
    /(\bname="([^"\r\n]{1,64})"[^\r\n]*\r?\n(?:[\w-]+:[^\r\n]*\r?\n)*\r?\n)([^\r\n]*)/g,
    (whole, head: string, name: string, value: string) => {
      if (value === "" || !(isSecretName(name) || (context.isOAuth && isOAuthSecretName(name)))) return whole;
      context.note(value);
      return head + redacted;
    },
  );
}

/** A page that posts the response of an authorization endpoint has it in hidden fields. */
function redactField(tag: string, isSecret: (name: string) => boolean, replace: (secret: string) => string): string {
  const [, name = ""] = /\bname=["']?([\w.-]+)/i.exec(tag) ?? [];
  if (!isSecret(name)) return tag;
  return tag.replace(
    /(\bvalue=)("[^"]+"|'[^']+'|[^\s"'>]+)/i,
    (_, start: string, value: string) => `${start}"${replace(value.replaceAll(/^["']|["']$/g, ""))}"`,
  );
}
