// What wasm-bindgen makes of app/scan; the build tool puts it in place of this name.
declare module "yaoan-scan" {
  export default function load(options: { module_or_path: ArrayBuffer }): Promise<unknown>;
  export function read(width: number, height: number, luma: Uint8Array): string;
  export function judge_with(words: string, year: number): Judge | undefined;
  export interface Judge {
    judge(typed: string): string;
  }
}
