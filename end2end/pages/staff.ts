// People who work at the desk beyond the demonstration's accounts, and sessions that are kept.
import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { Portal } from "../harness/portal.ts";
import { signIn } from "./desk.ts";

/** The unit of the demonstration's handler and lead. */
export const BRIGADE = "zhifa";

/** Name, role and unit of those a bureau has and the demonstration lacks, by login. */
const HIRED = {
  deputy: ["示例副局长", "leader", "bureau"],
  auditor: ["示例审计员", "auditor", "bureau"],
} as const;

/** The login of somebody: one of the demonstration's, or one of those above. */
export type Post = keyof typeof HIRED | "clerk" | "handler" | "lead" | "leader" | "admin" | "editor" | "officer" | "coordinator";

/** As an administrator adds somebody at the console, and as that person then signs in for the first time. */
async function hire(portal: Portal, page: Page, login: keyof typeof HIRED): Promise<void> {
  const [name, role, unit] = HIRED[login];
  const words = await portal.tell("user", "add", "--login", login, "--name", name, "--role", role, "--unit", unit);
  const given = /一次性密码：(\S+)/.exec(words)?.[1];
  if (!given) throw new Error(`no one-time password in: ${words}`);
  await signIn(page, portal.url(), login, given);
  await page.getByLabel("现在的密码").fill(given);
  await page.getByLabel("新密码", { exact: true }).fill(`yanshi-${login}`);
  await page.getByLabel("再输入一次新密码").fill(`yanshi-${login}`);
  await page.getByRole("button", { name: "改密码" }).click();
  await page.getByText("密码已经改好").waitFor();
}

/** Everybody of a portal, each in a browser of their own that stays signed in. */
export class Office {
  private readonly contexts = new Map<Post, BrowserContext>();

  constructor(
    private readonly portal: Portal,
    private readonly browser: Browser,
  ) {}

  /** A page of this person's browser. Who is not in the demonstration is hired first. */
  async page(post: Post): Promise<Page> {
    const known = this.contexts.get(post);
    if (known) return known.newPage();
    const context = await this.browser.newContext({ javaScriptEnabled: false, baseURL: this.portal.url() });
    this.contexts.set(post, context);
    const page = await context.newPage();
    if (post in HIRED) await hire(this.portal, page, post as keyof typeof HIRED);
    else await signIn(page, this.portal.url(), post);
    return page;
  }

  /** Lends this person's session to another browser. */
  async lend(post: Post, to: BrowserContext): Promise<void> {
    if (!this.contexts.has(post)) await (await this.page(post)).close();
    const cookies = (await this.contexts.get(post)?.cookies()) ?? [];
    await to.addCookies(cookies);
  }

  async close(): Promise<void> {
    for (const context of this.contexts.values()) await context.close();
  }
}
