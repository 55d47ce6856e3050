import { formatNumber } from "@counterweight/kernel";
import type { Changed, CountResult, Interval, MethodResult } from "@counterweight/prevalence";
import { intervalChart } from "../charts/intervals.ts";
import type { Block, BriefDocument } from "../document.ts";
import { ink } from "../palette.ts";

const people = (value: number | null) => (value === null ? "no estimate" : formatNumber(value, 3));
const range = (interval: Interval | null) =>
  interval === null
    ? ""
    : `${people(interval.low)} to ${interval.high === null ? "no upper limit" : people(interval.high)} (${interval.kind})`;

/** A prevalence estimate that a ministry can publish: every method, the spread, assumptions in plain words, the record. */
export function countReport(result: CountResult, version: string): BriefDocument {
  const { data, readiness } = result;
  const refused = readiness.verdict === "refuse";
  return {
    title: data.title ?? "How many people, counting those nobody saw",
    summary: refused
      ? "These lists do not allow an estimate. This page says why, and what would be needed."
      : `An estimate from ${data.lists.length} overlapping lists by ${Object.values(result.methods).filter(({ estimate }) => estimate !== null).length} methods, with what it rests on.`,
    facts: [
      { label: "People seen", value: formatNumber(data.observed, 6) },
      { label: "Lists", value: data.lists.map(({ name }) => name).join(", ") },
      { label: "Readiness", value: readiness.verdict },
      { label: "Seed", value: String(data.settings.seed) },
      { label: "Resampled tables", value: String(data.settings.bootstrap) },
      { label: "Data (SHA-256)", value: data.hash.slice(0, 16) },
      { label: "Version", value: version },
    ],
    blocks: [
      ...headline(result),
      { kind: "heading", text: "Are the lists fit for an estimate?" },
      { kind: "list", items: readiness.reasons },
      ...(refused ? [] : [...methodBlocks(result), ...robustnessBlocks(result), ...strataBlocks(result)]),
      ...assumptionBlocks(result),
      ...dataBlocks(result),
    ],
    sources: data.source === null ? [] : [{ id: "data", text: data.source, quality: "published counts" }],
  };
}

/** A report leaves the house; groups of one to four people do not. */
const published = (people: number) => (people > 0 && people < 5 ? "under 5" : String(people));

function headline(result: CountResult): Block[] {
  const { spread, rate, data } = result;
  if (spread === null)
    return [
      {
        kind: "note",
        title: "No estimate",
        text: "No number is given. Any total would come from the method and not from the data.",
      },
    ];
  return [
    {
      kind: "numbers",
      items: [
        {
          label: "People in all, between methods",
          value: `${people(spread.low)} to ${people(spread.high)}`,
          interval: `${people(spread.widest.low)} to ${people(spread.widest.high)} with the methods' own intervals`,
          quality: "estimated; rests on assumptions that the lists cannot test",
        },
        {
          label: "Seen on at least one list",
          value: formatNumber(data.observed, 6),
          interval: "counted, no interval",
          quality: "counted",
        },
        ...(rate === null
          ? []
          : [
              {
                label: "Per 100,000 people (SDG 16.2.2)",
                value: `${formatNumber(rate.low, 3)} to ${formatNumber(rate.high, 3)}`,
                interval: `between methods; population ${formatNumber(rate.population, 4)}`,
                quality: "estimated",
              },
            ]),
      ],
    },
    ...spread.why.map((text): Block => ({ kind: "paragraph", text })),
  ];
}

function methodBlocks(result: CountResult): Block[] {
  const known = Object.values(result.methods);
  const shown = known.flatMap((one) =>
    one.estimate === null || one.interval === null ? [] : [{ ...one, estimate: one.estimate, interval: one.interval }],
  );
  const most = Math.max(...shown.map(({ estimate }) => estimate));
  const svg = intervalChart(
    shown.map(({ title, estimate, interval }) => ({
      label: title,
      // A limit far out would squeeze all others into a corner; the table has it in full.
      marks: [
        {
          low: interval.low,
          median: estimate,
          high: Math.min(interval.high ?? Number.POSITIVE_INFINITY, 4 * most),
          colour: ink,
        },
      ],
    })),
    {
      format: (value) => formatNumber(value),
      axis: "people in all",
      describe: `Estimates and ${Math.round(100 * result.data.settings.level)}% intervals of ${shown.length} methods`,
    },
  );
  const rows = known.map((one) => [one.title, people(one.estimate), range(one.interval), one.model ?? "", one.status]);
  const warnings = known.flatMap(({ title, reasons }) => reasons.map((reason) => `${title}: ${reason}`));
  return [
    { kind: "heading", text: "Every method on the same table" },
    {
      kind: "figure",
      title: "Equally respectable methods give different totals",
      svg,
      alternative: shown
        .map(({ title, estimate, interval }) => `${title}: ${people(estimate)}, ${range(interval)}`)
        .join(". "),
      source: "This analysis",
      data: {
        kind: "table",
        caption: "Methods",
        columns: [
          { title: "Method" },
          { title: "People in all", numeric: true },
          { title: "Interval" },
          { title: "Model" },
          { title: "Status" },
        ],
        rows,
      },
    },
    ...(warnings.length > 0 ? [{ kind: "list", items: warnings } satisfies Block] : []),
    {
      kind: "note",
      text: "Intervals are nominal. They repeat the choice of model but take the method's assumption for granted; in simulations of the field's standard method, nominal 95% intervals held the truth in about 90% of cases.",
    },
  ];
}

function changedTable(caption: string, rows: readonly Changed[]): Block {
  return {
    kind: "table",
    caption,
    columns: [
      { title: "Change" },
      { title: "Seen", numeric: true },
      { title: "People in all", numeric: true },
      { title: "Model, or why there is none" },
    ],
    rows: rows.map((row) => [
      row.change,
      formatNumber(row.observed, 6),
      people(row.estimate),
      row.estimate === null ? (row.reason ?? "") : (row.model ?? ""),
    ]),
  };
}

function robustnessBlocks({ robustness }: CountResult): Block[] {
  if (robustness === null) return [];
  const { internalConsistency: held } = robustness;
  return [
    { kind: "heading", text: "How the stepwise estimate stands up", newPage: true },
    ...(robustness.leaveOneOut.length > 0 ? [changedTable("Each list left out in turn", robustness.leaveOneOut)] : []),
    ...(robustness.merged.length > 0 ? [changedTable("Two lists taken as one", robustness.merged)] : []),
    ...(held.lists.length > 0
      ? [
          {
            kind: "table",
            caption: "Each list held out as a population whose size is known",
            columns: [
              { title: "List" },
              { title: "Truth", numeric: true },
              { title: "Estimate", numeric: true },
              { title: "Interval" },
              { title: "Holds the truth" },
            ],
            rows: held.lists.map((one) => [
              one.change.replace("known ", ""),
              formatNumber(one.truth, 6),
              people(one.estimate),
              range(one.interval),
              one.covered === null ? (one.reason ?? "") : one.covered ? "yes" : "no",
            ]),
            note:
              held.bias === null
                ? "None could be estimated."
                : `Mean error ${Math.round(100 * held.bias)}%; ${Math.round(100 * (held.coverage ?? 0))}% of intervals hold the truth, where ${Math.round(100 * held.level)}% should.`,
          } satisfies Block,
        ]
      : []),
    {
      kind: "table",
      caption: "If the untestable odds ratio between the unseen and the seen were another than the model assumes",
      columns: [
        { title: "Times what is assumed", numeric: true },
        { title: "People in all", numeric: true },
      ],
      rows: robustness.oddsRatio.map(({ oddsRatio, estimate }) => [String(oddsRatio), people(estimate)]),
    },
    {
      kind: "table",
      caption: "If matching between lists went wrong",
      columns: [{ title: "Links missed" }, { title: "Links made wrongly" }, { title: "People in all", numeric: true }],
      rows: robustness.linkErrors.map(({ missed, wrong, estimate }) => [
        `${Math.round(100 * missed)}%`,
        `${Math.round(100 * wrong)}%`,
        people(estimate),
      ]),
    },
    {
      kind: "table",
      caption: "Had only a share of these people been seen (estimate divided by the share)",
      columns: [{ title: "Share" }, { title: "Median", numeric: true }, { title: "10% to 90%" }],
      rows: robustness.thinning.map(({ share, median, low, high }) => [
        `${Math.round(100 * share)}%`,
        people(median),
        `${people(low)} to ${people(high)}`,
      ]),
    },
  ];
}

function strataBlocks({ strata }: CountResult): Block[] {
  if (strata === null) return [];
  return [
    { kind: "heading", text: "By stratum" },
    {
      kind: "table",
      caption: "Stepwise in each stratum by itself, and the total",
      columns: [
        { title: "Stratum" },
        { title: "Seen", numeric: true },
        { title: "People in all", numeric: true },
        { title: "Interval, or why there is none" },
      ],
      rows: [
        ...strata.strata.map(({ name, observed, stepwise, reasons }) => [
          name,
          formatNumber(observed, 6),
          people(stepwise?.estimate ?? null),
          stepwise === null ? (reasons[0] ?? "") : range(stepwise.interval),
        ]),
        ["Total", "", people(strata.total.estimate), range(strata.total.interval)],
      ],
      ...(strata.total.withoutEstimate.length > 0
        ? { note: `The total is a floor: in ${strata.total.withoutEstimate.join(", ")} only people seen are counted.` }
        : {}),
    },
  ];
}

function assumptionBlocks(result: CountResult): Block[] {
  const codes = new Set(result.readiness.findings.map(({ code }) => code));
  const held = result.robustness?.internalConsistency;
  const say = (plausible: string) => ` **Here:** ${plausible}`;
  return [
    { kind: "heading", text: "What must be true, and is it plausible here?" },
    {
      kind: "list",
      items: [
        `The population stays the same over the window: nobody enters, leaves or dies unseen.${say(result.data.lists.some(({ from }) => from !== undefined) ? `the lists cover ${result.data.lists.map(({ name, from, to }) => `${name} ${from ?? "?"} to ${to ?? "?"}`).join(", ")}.` : "the time windows of the lists are not recorded in this table; for a year or more it rarely holds.")}`,
        `The same person is recognised on every list, and different people are never taken for one.${say("not testable from counts; see the table on matching.")}`,
        `The lists mean the same people: definitions do not differ between agencies.${say(result.data.lists.every(({ definition }) => definition !== undefined) ? "each list has a definition below; compare them." : "not all lists have a definition on record.")}`,
        `No group is certain to be missed by every list.${say("never testable from lists; outreach and surveys are the check.")}`,
        `Dependence between lists is absent or in the model; referral from one agency to another makes lists overlap more and estimates too low.${say(codes.has("two-lists") ? "two lists cannot show dependence at all." : codes.has("never-meet") || codes.has("empty-pairs") ? "some lists never meet, so part of the dependence cannot be seen." : "pairs are tested; higher dependence than the model's is assumed away.")}`,
        `Everybody is as likely to be seen as anybody else, or the differences are modelled.${say(result.methods.lcmcr?.estimate ? `latent classes, which allow differences, give ${people(result.methods.lcmcr.estimate)}.` : "only the methods with classes or graphs allow for differences.")}`,
        ...(held?.bias === null || held?.bias === undefined
          ? []
          : [
              `The method works on these lists.${say(`held-out lists were estimated with a mean error of ${Math.round(100 * held.bias)}%.`)}`,
            ]),
      ],
    },
    ...Object.values(result.methods).flatMap((one: MethodResult): Block[] =>
      one.estimate === null ? [] : [{ kind: "paragraph", text: `**${one.title}** assumes: ${one.assumption}` }],
    ),
  ];
}

function dataBlocks({ data, readiness }: CountResult): Block[] {
  return [
    { kind: "heading", text: "The data", newPage: true },
    {
      kind: "table",
      caption: "Lists",
      columns: [{ title: "List" }, { title: "Definition" }, { title: "Window" }],
      rows: data.lists.map(({ name, definition, from, to }) => [
        name,
        definition ?? "not recorded",
        from === undefined ? "not recorded" : `${from} to ${to ?? "?"}`,
      ]),
    },
    {
      kind: "table",
      caption: "People on both lists of a pair",
      columns: [{ title: "Pair" }, { title: "People", numeric: true }],
      rows: readiness.overlaps.map(({ lists, people: both }) => [lists.join(" and "), published(both)]),
    },
    {
      kind: "table",
      caption: "People by history (one digit a list, 1 where they are on it)",
      columns: [{ title: "History" }, { title: "People", numeric: true }],
      rows: Object.entries(data.counts).map(([history, counted]) => [history, published(counted)]),
    },
    ...(data.notes.length > 0 ? [{ kind: "list", items: data.notes } satisfies Block] : []),
    {
      kind: "paragraph",
      text: "Counts of one to four people are written as under 5; the full table stays with those who hold it.",
    },
    {
      kind: "paragraph",
      text: `To repeat: the same table, seed ${data.settings.seed}, ${data.settings.bootstrap} resampled tables, p below ${data.settings.threshold}, ${data.settings.chains} chains; the same digits come out on any machine.`,
    },
  ];
}
