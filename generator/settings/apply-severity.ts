import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Settings } from "./settings.ts";

/** The diagnostics with the severities that the user chose, each said once; under `strict` a warning is an error. */
export function applySeverity(diagnostics: readonly Diagnostic[], settings: Settings, strict: boolean): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const chosen = settings.severity.get(diagnostic.code) ?? diagnostic.severity;
    if (chosen === "off") return [];
    const severity = strict && chosen === "warning" ? "error" : chosen;
    return [severity === diagnostic.severity ? diagnostic : withSeverity(diagnostic, severity)];
  });
}

function withSeverity(diagnostic: Diagnostic, severity: Diagnostic["severity"]): Diagnostic {
  return { ...diagnostic, severity };
}
