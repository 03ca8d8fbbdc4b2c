// What a reporter takes away from the receipt.
import { expect, type Page } from "@playwright/test";

export interface Receipt {
  /** 16 digits without gaps. */
  code: string;
  /** The complaint first. */
  numbers: string[];
  /** 24 characters in groups, where a reward was wished for. */
  claim?: string;
}

export async function readReceipt(page: Page): Promise<Receipt> {
  await expect(page.getByRole("heading", { level: 1, name: "收到了" })).toBeVisible();
  const groups = await page.locator(".receipt .code span").allTextContents();
  expect(groups, "the code is shown in four groups").toHaveLength(4);
  const code = groups.join("");
  expect(code).toMatch(/^\d{16}$/);
  const numbers = await page.locator(".receipt .number b").allTextContents();
  const claim = page.getByRole("region", { name: "领奖码" }).locator("b");
  return { code, numbers, claim: (await claim.count()) > 0 ? (await claim.innerText()).trim() : undefined };
}

/** The same read from the page's text, where no browser is at hand. */
export function receiptOf(html: string): Receipt {
  const code = [...html.matchAll(/<span>(\d{4})<\/span>/g)].map((group) => group[1]).join("");
  const claim = /<h2 id="claim">.*?<b>(.*?)<\/b>/s.exec(html)?.[1].replace(/<[^>]*>/g, "").trim();
  const numbers = [...html.matchAll(/编号\s*<b>([^<]+)<\/b>/g)].map((number) => number[1]);
  return { code, numbers, claim };
}
