/** What the settings say of the generated package. */
export interface PackageSettings {
  readonly name: string;
  readonly version: string;
  readonly description?: string | undefined;
  readonly license?: string | undefined;
  readonly isPrivate: boolean;
}
