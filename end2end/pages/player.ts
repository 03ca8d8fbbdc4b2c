// The browser's own player on a page.
import type { Page } from "@playwright/test";
import { seconds } from "../photos/silence.mjs";

/** Loads the first recording, goes to its middle and plays on from there; `frames` is how long it was made. */
export async function hear(page: Page, frames: number): Promise<{ long: boolean; sought: boolean }> {
  const heard = await page.locator("audio").first().evaluate(async (audio: HTMLAudioElement) => {
    const once = (name: string) => new Promise((done, fail) => {
      audio.addEventListener(name, done, { once: true });
      audio.addEventListener("error", () => fail(new Error(audio.error?.message)), { once: true });
    });
    const ready = once("loadedmetadata");
    audio.preload = "auto";
    audio.load();
    await ready;
    const sought = once("seeked");
    audio.currentTime = audio.duration / 2;
    await sought;
    const playing = once("timeupdate");
    await audio.play();
    await playing;
    audio.pause();
    return { duration: audio.duration, at: audio.currentTime };
  });
  return { long: Math.abs(heard.duration - seconds(frames)) < 0.2, sought: heard.at > 1 };
}
