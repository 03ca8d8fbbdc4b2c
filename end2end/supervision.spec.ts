// 督办: set by a leader, answered by the unit, lifted only by who set it.
import { expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { dayFromNow } from "./pages/day.ts";
import { dispatch, openMatter } from "./pages/desk.ts";
import { send, take } from "./pages/panel.ts";
import { tip } from "./pages/reports.ts";
import { sendAndRead } from "./pages/sender.ts";
import { BRIGADE, Office } from "./pages/staff.ts";

const ORDER = { 方式: "挂牌督办", 督办要求: "十日内查清来源" };

let portal: Portal;
let office: Office;
let number: string;
test.beforeAll(async ({ browser }) => {
  portal = await Portal.start();
  office = new Office(portal, browser);
  number = (await sendAndRead(portal.url(), tip())).numbers[0];
  const clerk = await office.page("clerk");
  await openMatter(clerk, portal.url(), number);
  await dispatch(clerk, BRIGADE);
  await clerk.close();
});
test.afterAll(async () => {
  await office?.close();
  await portal?.dispose();
});

test("set with a day, answered with progress, lifted only by who set it", async () => {
  test.setTimeout(150_000);
  const leader = await office.page("leader");
  await openMatter(leader, portal.url(), number);
  await leader.getByRole("link", { name: "督办、提级" }).click();
  const form = leader.getByRole("region", { name: "督办", exact: true });
  await expect(form.getByLabel("事项编号")).toHaveValue(number);
  await send(form, { ...ORDER, 完成日期: dayFromNow(-1) });
  await expect(leader.getByRole("alert"), "not in the past").toBeVisible();
  await expect(form.getByLabel("督办要求")).toHaveValue(ORDER.督办要求);
  await take(leader, "督办", { ...ORDER, 完成日期: dayFromNow(10) });
  await expect(item(leader)).toContainText("剩 10 天");

  const handler = await office.page("handler");
  await toSupervision(handler);
  await expect(handler.getByRole("region", { name: "督办", exact: true }), "only leaders set it").toHaveCount(0);
  await expect(item(handler).getByRole("button", { name: "解除督办" })).toHaveCount(0);
  await item(handler).getByLabel("进展或者说明").fill("已到店检查，来源在查");
  await item(handler).getByRole("button", { name: "记进展" }).click();
  await expect(item(handler)).toContainText("演示承办人：已到店检查，来源在查");
  await handler.close();

  const deputy = await office.page("deputy");
  await toSupervision(deputy);
  await expect(item(deputy)).toContainText(ORDER.督办要求);
  await expect(item(deputy).getByRole("button", { name: "解除督办" }), "another leader did not set it").toHaveCount(0);
  await deputy.close();

  await leader.reload();
  await expect(item(leader)).toContainText("已到店检查，来源在查");
  await item(leader).getByLabel("进展或者说明").fill("来源已查清");
  await item(leader).getByRole("button", { name: "解除督办" }).click();
  await expect(leader.getByText("现在没有督办的事项")).toBeVisible();
  await openMatter(leader, portal.url(), number);
  await expect(leader.locator(".timeline"), "the matter keeps it").toContainText("来源已查清");
  await leader.close();
});

test("what is supervised stands on the list of what is due, apart from the law's days", async () => {
  const leader = await office.page("leader");
  await toSupervision(leader);
  await take(leader, "督办", { 事项编号: number, 方式: "督办", 督办要求: "查清来源", 完成日期: dayFromNow(3) });
  await leader.getByRole("navigation", { name: "办件台" }).getByRole("link", { name: "到期" }).click();
  const row = leader.getByRole("row").filter({ hasText: number });
  await expect(row.locator("td").last()).toContainText("督办");
  await leader.close();
});

function item(page: Page) {
  return page.getByRole("listitem").filter({ has: page.getByRole("link", { name: number }) });
}

async function toSupervision(page: Page): Promise<void> {
  await page.goto(portal.url("desk"));
  await page.getByRole("navigation", { name: "办件台" }).getByRole("link", { name: "督办" }).click();
}
