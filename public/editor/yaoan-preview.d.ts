// What wasm-bindgen makes of app/preview; the build tool puts it in place of this name.
declare module "yaoan-preview" {
  export default function load(options: { module_or_path: ArrayBuffer }): Promise<unknown>;
  export function begin(kind: string, basePath: string): Writing | undefined;
  export interface Writing {
    missing(body: string): string[];
    article(slug: string): void;
    disclosure(slug: string): void;
    picture(name: string, width: number, height: number, alt: string | undefined, widths: Uint32Array, names: string[]): void;
    uncredited(name: string): void;
    draw(body: string, firstLine: number): string;
  }
}
