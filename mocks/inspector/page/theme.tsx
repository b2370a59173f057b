import type { JSX } from "preact";
import { useState } from "preact/hooks";

const themes = ["auto", "light", "dark"] as const;
type Theme = (typeof themes)[number];

const key = "twinspec-theme";

function remembered(): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? "auto";
  } catch {
    return "auto";
  }
}

function apply(theme: Theme): void {
  if (theme === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.dataset["theme"] = theme;
}

apply(remembered());

/** Light, dark, or as the system is. */
export function ThemeChoice(): JSX.Element {
  const [theme, setTheme] = useState(remembered);
  return (
    <label class="theme">
      <span class="unseen">Colours</span>
      <select
        value={theme}
        onChange={({ currentTarget }) => {
          const chosen = themes.find((each) => each === currentTarget.value) ?? "auto";
          setTheme(chosen);
          apply(chosen);
          try {
            localStorage.setItem(key, chosen);
          } catch {
            // It holds for this visit.
          }
        }}
      >
        <option value="auto">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}
