// The answers of a form drawn by the server, in and out.

import { all } from "./element.ts";

export type Answers = { [name: string]: string | string[] };
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Belongs to the plain form and not to the report. */
const NOT_ANSWERS = ["form_key", "form_ver", "photos"];

/** What is filled in and shown; a question that is not asked has no answer. */
export function answers(form: HTMLFormElement): Answers {
  const given: Answers = {};
  for (const control of controls(form)) {
    const { name, value } = control;
    if (value === "" || (isTick(control) && !control.checked) || control.closest("[data-unasked]")) continue;
    const before = given[name];
    given[name] = before === undefined ? value : ([] as string[]).concat(before, value);
  }
  return given;
}

export function putBack(form: HTMLFormElement, given: Answers): void {
  for (const control of controls(form)) {
    const kept = given[control.name];
    const values = kept === undefined ? [] : ([] as string[]).concat(kept);
    if (isTick(control)) control.checked = values.indexOf(control.value) >= 0;
    else if (values.length > 0) control.value = values[0];
  }
}

/** Shows a question only when its turn depends on an answer that was given: `data-if="name=a b"` or `data-if="name<14"`. */
export function askWhatApplies(form: HTMLFormElement): void {
  const given = answers(form);
  for (const question of all("[data-if]", form)) {
    const [, name, how, wanted] = /^(.+?)([=<])(.*)$/.exec(question.dataset.if || "") || [];
    const value = ([] as string[]).concat(given[name] || [])[0] || "";
    const asked = how === "<" ? value !== "" && Number(value) < Number(wanted) : wanted.split(" ").indexOf(value) >= 0;
    question.toggleAttribute("data-unasked", !asked);
    question.hidden = !asked;
  }
}

/** Whether a question that must be answered is. */
export function isAnswered(question: HTMLElement): boolean {
  const other = question.dataset.unless;
  const form = question.closest("form");
  if (other && form && answers(form)[other] !== undefined) return true;
  const names = controls(question).filter((control, index, list) => list.map((one) => one.name).indexOf(control.name) === index);
  return names.every((first) =>
    controls(question)
      .filter((control) => control.name === first.name)
      .some((control) => (isTick(control) ? control.checked : control.value.trim() !== "")),
  );
}

function controls(inside: HTMLElement): Control[] {
  const found = all<Control>("input[name], select[name], textarea[name]", inside);
  return found.filter((control) => NOT_ANSWERS.indexOf(control.name) < 0 && control.type !== "file");
}

function isTick(control: Control): control is HTMLInputElement {
  return control.type === "radio" || control.type === "checkbox";
}
