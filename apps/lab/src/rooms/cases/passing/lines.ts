import { type Standards, vocabularyOf } from "@counterweight/cases";
import type { useText } from "../../../text/useText.ts";
import type { HandOver, Referral } from "../api.ts";
import { labelOf } from "../fieldWords.ts";
import type { Line } from "./Receipt.tsx";

type Text = ReturnType<typeof useText>;

export const wordOf = (standards: Standards, list: string, code: string | undefined): string =>
  vocabularyOf(standards, list).byCode.get(code ?? "")?.label ?? code ?? "";

const dateOf = ({ format }: Text, at: string | undefined): string =>
  at === undefined ? "" : new Date(at).toLocaleString(format.locale, { dateStyle: "medium", timeStyle: "short" });

export function referralLines(text: Text, standards: Standards, referral: Referral): Line[] {
  const { t } = text;
  return [
    [t("cases.receipt-number"), referral.id],
    [t("cases.pass-state"), t(`cases.referral-${referral.state}`)],
    [t("cases.pass-from"), referral.from],
    [t("cases.pass-to"), referral.to],
    [t("cases.pass-what-for"), wordOf(standards, "service_type", referral.service)],
    [t("cases.pass-sent"), dateOf(text, referral.requested)],
    [t("cases.pass-answered"), dateOf(text, referral.decided)],
    [t("cases.pass-done"), dateOf(text, referral.done)],
    [t("cases.pass-fields"), referral.fields.map((pointer) => labelOf(standards, pointer)).join(", ")],
  ];
}

export function handOverLines(text: Text, standards: Standards, one: HandOver): Line[] {
  const { t } = text;
  const ground =
    one.ground === "consent" || one.ground === "within" || one.ground === "restored"
      ? t(`cases.ground-${one.ground}`)
      : wordOf(standards, "transfer_basis", one.ground);
  return [
    [t("cases.receipt-number"), one.receipt ?? ""],
    [t("cases.pass-state"), t(`cases.hand-over-${one.state}`)],
    [t("cases.pass-case"), one.number ?? ""],
    [t("cases.pass-from"), one.from],
    [t("cases.pass-to"), one.to],
    [t("cases.pass-ground"), ground],
    [t("cases.pass-sent"), dateOf(text, one.offered)],
    [t("cases.pass-answered"), dateOf(text, one.decided)],
    [t("cases.pass-why-not"), one.declined === undefined ? "" : wordOf(standards, "decline_reason", one.declined)],
  ];
}
