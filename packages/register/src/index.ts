export { type Caller, Missing, Refused } from "./access.ts";
export {
  type AccountView,
  acceptInvitation,
  createAgency,
  hasAccounts,
  invite,
  inviteFirst,
  listAccounts,
  openInvitation,
  updateAccount,
} from "./accounts/accounts.ts";
export { operatorOf } from "./accounts/operator.ts";
export { resetSignIn } from "./accounts/reset.ts";
export {
  freshMinutes,
  refuseBarred,
  type SignedIn,
  secondFactor,
  signIn,
  signOut,
  whoIs,
} from "./accounts/sessions.ts";
export { currentHead, type Head, publishedHeads, publishHead } from "./audit/head.ts";
export { readTrail, type TrailEntry, verifyTrail } from "./audit/trail.ts";
export { type Verdict, verifyAudit } from "./audit/verify.ts";
export {
  consentFor,
  holds,
  type KeptConsent,
  listConsents,
  recordConsent,
  withdrawConsent,
} from "./consent/consent.ts";
export { assignCase, type Colleague, listColleagues } from "./custody/assign.ts";
export { acceptCustody, declineCustody, withdrawCustody } from "./custody/decide.ts";
export { type CustodyOffer, consentToTransfer, listCustody, offerCustody } from "./custody/offer.ts";
export type { CustodyView } from "./custody/view.ts";
export { enrol, startEnrolment } from "./passkeys/enrol.ts";
export { listPasskeys, type PasskeyView, removePasskey, renamePasskey } from "./passkeys/keep.ts";
export type { NewCredential, RelyingParty, UsedCredential } from "./passkeys/party.ts";
export { passkeyFactor, passkeySignIn, startPasskeyFactor, startPasskeySignIn } from "./passkeys/use.ts";
export { type Actor, allows, type Ownership } from "./policy/decide.ts";
export {
  type Action,
  type FieldLevel,
  needsFreshSignIn,
  type Permission,
  permissions,
  type Resource,
  type Role,
  resources,
  rolePurpose,
  roles,
  type Scope,
  scopeOf,
} from "./policy/policy.ts";
export { defaultDataFolder, openDataFolder } from "./postgres/folder.ts";
export { type Database, type DatabaseOptions, openDatabase } from "./postgres/open.ts";
export { type Changes, type Conflict, type EditResult, editCase } from "./records/edit.ts";
export { erasePerson } from "./records/erase.ts";
export { type FacetName, facetNames } from "./records/facets.ts";
export { type Change, historyOf } from "./records/history.ts";
export { type CaseView, Erased, HandedOver, readCase } from "./records/read.ts";
export { type DueCase, dueForErasure, yearsKept } from "./records/retention.ts";
export {
  countedTo,
  pageSize,
  type SearchHit,
  type SearchOptions,
  type SearchResult,
  searchCases,
} from "./records/search.ts";
export { createCase } from "./records/store.ts";
export { type Cell, type FacetTable, smallestReleased, tableBy } from "./records/tables.ts";
export { type ReferralChoices, referralChoices } from "./referral/choices.ts";
export {
  type AgencyView,
  decideReferral,
  listAgencies,
  listReferrals,
  type ReferralRequest,
  type ReferralView,
  requestReferral,
} from "./referral/referral.ts";
export { openRegister, type Register, type RegisterOptions } from "./register.ts";
export { Barred, type Client, type Standing } from "./rules/judge.ts";
export { isNetwork, liesIn, plainAddress } from "./rules/networks.ts";
export { type AccessRules, openRules } from "./rules/rules.ts";
export { agencyRules, readRules, resetRules, setRules } from "./rules/settings.ts";
export type { Origin } from "./transaction.ts";
export { type BackupHeader, backup, backupKeys } from "./transfer/backup.ts";
export { type ExportOptions, type ExportReport, exportRecords } from "./transfer/exportRecords.ts";
export { type ImportOptions, type ImportReport, importProblem, importRecords } from "./transfer/importRecords.ts";
export { type RestoreReport, restore, restoreKeys } from "./transfer/restore.ts";
export { identityFile, type Lock, ownIdentity, readVault } from "./transfer/vault.ts";
