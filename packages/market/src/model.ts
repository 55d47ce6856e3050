import { type Model, readModel } from "@counterweight/kernel";

/**
 * The market model, whole: every parameter, lever, stock, flow and outcome, with its equation, unit and meaning. Numbers of
 * headings are those of docs/model/equations.md, which is printed from this text. How to read a line: `readModel` in the kernel.
 */
export const marketModel: Model = readModel(
  "market",
  String.raw`
## 0. What a run is given
parameter X0[j] exploitedAtStart | persons | > 0 | People in exploitation at the start. | X_0
parameter p0[j] price | $ per person-year | > 0 | What buyers pay for a year of one exploited person's work, at the start. | p_0
parameter w[j] subsistence | $ per person-year | >= 0 | What the exploiter spends to keep a person alive and at work.
parameter c[j] otherCost | $ per person-year | >= 0 | The exploiter's other running costs.
parameter s[j] exploitedShare | share | >= 0 <= 1 | Exploited share of buyers' spending in the sector.
parameter eps[j] demandElasticity | 1 | > 0 | Buyers' own-price elasticity of demand for the sector's service. | \varepsilon
parameter sig[j] substitution | 1 | > 0 | Elasticity of substitution between exploited and lawful supply. | \sigma
parameter h[j] peoplePerEnterprise | persons | > 0 | People exploited by one exploiting enterprise.
parameter q0[j] detection | a year per person exploited | >= 0 | Chance a year that an exploited person is detected. | q_0
parameter kap[j] conviction | per detected case | >= 0 | Convictions of exploiters for each detected case. | \kappa
parameter S[j] sentence | years | >= 0 | Length of the sentence.
parameter vy[j] prisonYearValue | $ a year | >= 0 | What a year in prison is worth to the exploiter. | v_y
parameter F[j] fine | $ per conviction | >= 0 | Fine.
parameter gf[j] forfeiture | probability given detection | >= 0 <= 1 | Chance that proceeds are taken back after detection. | \gamma_f
parameter M[j] forfeitureYears | years of margin | >= 0 | Years of margin taken when proceeds are taken back.
parameter ls[j] civilClaim | probability given detection | >= 0 <= 1 | Chance that damages are paid after detection. | \lambda_s
parameter D[j] damages | $ per person | >= 0 | Damages paid to a person.
parameter rho[j] exploiterDiscount | a year | >= 0 | How fast exploiters discount years in prison. | \rho
parameter r[j] marketDiscount | a year | >= 0 | Discount rate for income from exploitation.
parameter mu[j] traffickerShare | share | >= 0 <= 1 | Share of the surplus the trafficker takes as a fee. | \mu
parameter cT[j] acquisition | $ per person | >= 0 | What must be spent to get and move one person. | c_T
parameter eself[j] ownExit | a year | >= 0 | Rate at which people free themselves. | e_{self}
parameter erel[j] release | a year | >= 0 | Rate at which exploiters let people go. | e_{rel}
parameter mort[j] mortality | a year | >= 0 | Death rate in exploitation. | m
parameter alpha[j] assistedShare | share | >= 0 <= 1 | Share of detected people who enter assistance. | \alpha
parameter rA[j] recoveryAssisted | a year | > 0 | Rate of recovery in assistance. | r_A
parameter kA[j] retraffickedAssisted | a year | >= 0 | Rate of return to exploitation from assistance. | k_A
parameter rU[j] recoveryUnassisted | a year | > 0 | Rate of recovery outside assistance. | r_U
parameter kU[j] retraffickedUnassisted | a year | >= 0 | Rate of return to exploitation from outside assistance. | k_U
parameter psi returnToRisk | share | >= 0 <= 1 | Share of recovered people who are again at raised risk. | \psi
parameter kv riskExit | a year | >= 0 | Rate at which people leave the pool at raised risk. | k_v
parameter V0 atRiskAtStart | persons | > 0 | People at raised risk at the start. | V_0
parameter lam demandLed | share | >= 0 <= 1 | The structure dial: 1, exploiters' vacancies decide; 0, people's vulnerability decides. | \lambda
parameter nu matchSharpness | 1 | > 0 | Curvature of matching: how far the scarcer side decides. | \nu
parameter xi[j] capacityElasticity | 1 | >= 0 | Elasticity of desired exploitation to the surplus. | \xi
parameter Tf capacityLag | years | > 0 | Time exploiters take to build or close places. | T_f
parameter Tq perceptionLag | years | > 0 | Time exploiters take to notice a change in detection. | T_q
parameter Tz destinationLag | years | > 0 | Time traffickers take to shift destinations. | T_z
parameter phir replacement | share | >= 0 <= 1 | Share of imprisoned exploiters who are replaced. | \varphi_r
parameter chi recruitEffort | 1 | >= 0 | Response of recruitment effort to the surplus. | \chi
parameter zeta destinationMobility | 1 | >= 0 | Response of traffickers' destinations to relative surplus. | \zeta
parameter iota capitalMobility | share | >= 0 <= 1 | Share of exploiters' capital that moves between segments. | \iota
parameter thz precarityElasticity | 1 | >= 0 | Response of recruitment to precarity. | \theta_z
parameter etaf fear | 1 | >= 0 | How far police-led detection frightens people from leaving. | \eta_f
parameter thsh exitHelp | 1 | >= 0 | How far shelter helps people to leave. | \theta_{sh}
parameter om swamping | 1 | >= 0 | How far detection per person falls as the market grows. | \omega
parameter congestion courtCongestion | share | >= 0 <= 1 = 0 | How far convictions per case fall when courts get more cases. | \kappa_c
parameter selfAssisted[j] selfAssistedShare | share | >= 0 <= 1 = 0 | Share of people who free themselves and enter assistance. | \alpha_{self}
parameter shelterCapacity shelterCapacity | persons | > 0 = inf | Places in assistance in the region; absent, they never run out. | K
parameter queueWait[j] shelterQueueWait | years | > 0 = 0.25 | Mean time from the queue into a free place. | T_w
parameter queueExit[j] shelterQueueExit | a year | >= 0 = 1 | Rate at which people leave the queue unassisted. | k_w
parameter PsiT[j] traffickerSanction | $ per person moved | >= 0 = 0 | What traffickers themselves expect to lose by sanctions. | \Psi_T
parameter corruption[j] corruptionShare | share | >= 0 < 1 = 0 | Share of cases that end by corruption before conviction.
parameter bribe[j] bribePaid | $ per detection | >= 0 = 0 | What is paid where a case ends by corruption.
parameter exposedShare[j] exposedShare | share | >= 0 <= 1 = 1 | Share of sales that supply-chain measures can reach.
parameter diversion[j] diversionShare | share | >= 0 <= 1 = 0 | Share of reached sales that goes to other buyers instead.
parameter exposure[j] policingExposure | a year | >= 0 = 0 | Share of workers who are not exploited whom police meet in a year, at the start.
parameter arrestShare[j] victimArrestShare | share | >= 0 <= 1 = 0 | Share of detected people who are arrested or punished themselves.
parameter reporting[j] reportingShare | share | >= 0 <= 1 = 1 | Share of detected people who appear in records.

## L. Levers
lever det[j] detectionLever | share | > -1 = 0 | More detection led by the police.
lever conv[j] convictionLever | share | > -1 = 0 | More convictions per case.
lever sev[j] severityLever | factor | > 0 = 1 | Sentence.
lever forf[j] forfeitureLever | probability | >= -1 <= 1 = 0 | Added chance that proceeds are taken back.
lever civil[j] civilClaimLever | probability | >= -1 <= 1 = 0 | Added chance that damages are paid.
lever blanket[j] blanketPenalty | share of price | > -1 = 0 | Penalty on all buying in the sector.
lever select[j] selectivePenalty | share of price | > -1 = 0 | Penalty on buying from exploiters only.
lever root precarityReduction | share | <= 1 = 0 | Less precarity.
lever safe safeChannels | share | <= 1 = 0 | Share of recruitment replaced by safe channels.
lever shelter shelterLever | share | > -1 = 0 | More shelter.
lever rights[j] ownExitLever | share | > -1 = 0 | More own exits: rights, a change of employer, no debt.
lever dc[j] complianceCost | $ per person-year | >= -1e12 = 0 | Cost that compliance adds to exploiting.
lever demand[j] demandLever | factor | > 0 = 1 | Size of buyers' demand.
lever tdet[j] trustedDetection | share | > -1 = 0 | More detection by people who are trusted: hotlines, health workers, unions.
lever trust[j] trustLever | share | <= 1 = 0 | Less fear: firewalls, residence permits, non-punishment.
lever aftercare[j] aftercareLever | share | <= 1 = 0 | Less return to exploitation after leaving.
lever recovery[j] recoveryLever | share | > -1 = 0 | Faster recovery.
lever acquire[j] acquisitionLever | $ per person | >= -1e12 = 0 | Added cost of getting and moving one person.
lever mover[j] moverLever | $ per person moved | >= -1e12 = 0 | Added loss that traffickers expect by sanctions, for each person they move.
lever fine[j] fineLever | factor | >= 0 = 1 | Fine.
lever integrity[j] integrityLever | share | <= 1 = 0 | Share of corruption that is ended.
lever nonPunishment[j] nonPunishmentLever | share | >= 0 <= 1 = 0 | Share of arrests of exploited people that is ended.

## 1. Price
auxiliary x[j] relativeQuantity | 1 | X/X0 | Exploited supply over supply at the start.
auxiliary ex[j] ownElasticity | 1 | (1-s)*sig + s*eps | Own-price elasticity of demand for exploited supply. | \epsilon_x
auxiliary reached[j] reachedPenalty | share of price | select*exposedShare*(1-diversion) | The selective penalty where it reaches, less what is diverted. | select'
auxiliary d[j] demandShift | 1 | demand*(1+blanket)^(-eps)*(1+reached)^(-ex) | Shift of buyers' demand.
auxiliary p[j] priceNow | $ per person-year | p0*d^(1/ex)*x^(-1/ex) | Price at which buyers take what is supplied.

## 2. Expected sanction
auxiliary g[j] grossMargin | $ per person-year | p - w - c - dc | Margin before sanction.
auxiliary load caseLoad | 1 | sum(q*X)/sum(q0*X0) | Cases that courts of the region see, over those at the start. | \ell
auxiliary clean[j] corruptionCleared | 1 | (1-corruption*(1-integrity))/(1-corruption) | Rise of convictions as corruption ends.
auxiliary kapx[j] convictionNow | per detected case | min(kap*(1+conv)*ifZero(congestion, 1, load^(-congestion))*clean, 0.95) | Convictions per detected case now. | \kappa'
auxiliary Sx[j] sentenceNow | years | S*sev | Sentence now. | S'
auxiliary prison[j] prisonValue | $ per conviction | vy*ifZero(rho, Sx, (1-exp(-rho*Sx))/rho) | What the sentence is worth to the exploiter, discounted. | P_S
auxiliary taken[j] forfeitureNow | probability given detection | min(gf+forf, 0.95) | Chance that proceeds are taken back, now. | \gamma'
auxiliary sued[j] civilClaimNow | probability given detection | min(ls+civil, 0.95) | Chance that damages are paid, now. | \lambda'_s
auxiliary bribes[j] bribeExpected | $ per detection | corruption*(1-integrity)*bribe | Bribe expected after detection. | b
auxiliary loss[j] lossPerDetection | $ per detection | kapx*(prison+F*fine)/h + taken*M*max(g, 0) + sued*D + bribes | What one detected person costs the exploiter. | L
auxiliary Psi[j] expectedSanction | $ per person-year | qh*loss | Expected sanction as exploiters perceive it. | \Psi

## 3. Value of holding a person
auxiliary H[j] exitHazard | a year | e + erel + mort + q | Total rate of leaving exploitation.
auxiliary cTx[j] acquisitionNow | $ per person | cT + acquire | Cost of getting and moving one person, now. | c_T'
auxiliary worth[j] jointSurplus | $ per person | (g - Psi)/(r + H) - cTx | Surplus of holding a person, trafficker and exploiter together. | W
auxiliary surplus[j] surplusNow | $ per person | worth - max(PsiT + mover - mu*max(worth, 0), 0) | Surplus after that part of traffickers' own risk that their share does not cover. | Y
auxiliary H0[j] exitHazardAtStart | a year | eself + erel + mort + q0 | Total rate of leaving, at the start. | H_0
auxiliary g0[j] marginAtStart | $ per person-year | p0 - w - c | Margin before sanction, at the start. | g_0
auxiliary loss0[j] lossAtStart | $ per detection | min(kap, 0.95)*(vy*ifZero(rho, S, (1-exp(-rho*S))/rho)+F)/h + min(gf, 0.95)*M*max(g0, 0) + min(ls, 0.95)*D + corruption*bribe | What one detected person costs the exploiter, at the start. | L_0
auxiliary worth0[j] jointSurplusAtStart | $ per person | (g0 - q0*loss0)/(r + H0) - cT | Surplus of both, at the start. | W_0
auxiliary surplus0[j] surplusAtStart | $ per person | worth0 - max(PsiT - mu*max(worth0, 0), 0) | Surplus at the start. | Y_0
auxiliary rel[j] relativeSurplus | 1 | max(surplus, 1e-9)/surplus0 | Surplus over surplus at the start.
outcome EV[j] exploitationValue | $ per person | g/(r + H) - cTx | Present value of what one exploited person earns the exploiter, less acquisition, before sanction (Kara 2011).
outcome fee[j] traffickerFee | $ per person | mu*worth | What the trafficker takes of the surplus of one person.

## 4. Desired exploitation
auxiliary jail[j] prisonLoad | 1 | q*kapx*Sx | Exploiters' years in prison for each year free.
auxiliary I[j] incapacitation | share | jail/(1 + jail) | Share of exploiters in prison.
auxiliary I0[j] incapacitationAtStart | share | q0*min(kap, 0.95)*S/(1 + q0*min(kap, 0.95)*S) | The same at the start. | I_0
auxiliary active[j] activeShare | 1 | (1-(1-phir)*I)/(1-(1-phir)*I0) | Exploiters at work, over those at the start. | a
auxiliary relxi[j] capacityResponse | 1 | rel^xi | Response of capacity to the surplus. | rel^{\xi}
auxiliary own[j] ownCapacity | persons | X0*relxi | Exploitation desired by capital that stays in the segment.
auxiliary pull[j] destinationPull | share | s0*exp(zeta*(rel-1)) | Attraction of the segment for traffickers.
auxiliary inc inclusiveValue | 1 | ifZero(zeta, sum(s0*rel), max(1 + log(sum(pull))/zeta, 1e-9)) | Attraction of the whole market.
auxiliary tot[j] mobileCapacity | persons | X0*inc^xi*shn/s0 | Exploitation desired by capital that moves between segments.
auxiliary Xs[j] desired | persons | ((1-iota)*own + iota*tot)*active | Desired exploitation. | X^*

## 5. Vacancies
flow out[j] outflow | persons a year | H*X | People who leave exploitation.
auxiliary vac[j] vacancies | persons a year | max(out + (Xs-X)/Tf, 1e-9*X0) | Places that exploiters want to fill.

## 6. Supply
auxiliary z precarity | 1 | 1 - root | Precarity index.
auxiliary out0[j] outflowAtStart | persons a year | H0*X0 | People who leave exploitation, at the start. | out_0
auxiliary new0[j] intakeAtStart | persons a year | out0 - kA*A0 - kU*U0 | People newly recruited, at the start. | new_0
auxiliary tot0 totalIntakeAtStart | persons a year | sum(new0) | The same for all segments together. | tot_0
auxiliary s0[j] destinationAtStart | share | new0/tot0 | Destination shares at the start. | s_0
auxiliary relchi[j] effort | 1 | rel^chi | Recruitment effort. | rel^{\chi}
auxiliary offered supplyOfPeople | persons a year | tot0*(V/V0)*z^thz*(1-safe)*sum(s0*relchi) | People who can be recruited.
auxiliary total totalPull | share | sum(pull) | Sum of attractions.
auxiliary dsh[j] destinationDrift | a year | (pull/total - sh)/Tz | Change of destination shares. | \dot{sh}
auxiliary shn[j] destinationNow | share | sh + ahead*dsh | Destination shares as used in this step. | sh'
auxiliary new[j] intake | persons a year | offered*shn | People who can be recruited for the segment.
auxiliary kAx[j] returnAssistedNow | a year | kA/(1+shelter)*(1-aftercare) | Rate of return to exploitation from assistance, now. | k_A'
auxiliary kUx[j] returnUnassistedNow | a year | kU*(1-aftercare) | Rate of return from outside assistance, now. | k_U'
auxiliary pool[j] returning | persons a year | kAx*A + kUx*U | People on the way back into exploitation.
auxiliary supply[j] supplyNow | persons a year | max(pool + new, 1e-9*out0) | All who can be brought into the segment.

## 7. Matching
auxiliary scarce[j] scarcity | 1 | lam + (1-lam)*(vac/supply)^nu | How scarce people are against vacancies, weighed by the dial. | m
flow Mi[j] inflow | persons a year | vac*scarce^(-1/nu) | People who enter exploitation. | M^{in}
auxiliary lead[j] vacancyWeight | share | lam/scarce | How far vacancies decide the inflow just now.
auxiliary f[j] intakeOverSupply | 1 | Mi/supply | Inflow over supply; may exceed 1.

## 8. Exits and stocks
auxiliary q[j] detectionNow | a year per person exploited | q0*(1+det+tdet)*x^(-om) | Detection now.
auxiliary e[j] ownExitNow | a year | eself*(1+rights+thsh*shelter)*(1+det)^(-etaf*(1-trust)) | Own exits now.
auxiliary alphax[j] assistedShareNow | share | min(alpha*(1+shelter), 1) | Share of detected people who enter assistance, now. | \alpha'
auxiliary selfx[j] selfAssistedNow | share | min(selfAssisted*(1+shelter), 1) | Share of people who free themselves and enter assistance, now. | \alpha'_{self}
auxiliary rAx[j] recoveryAssistedNow | a year | rA*(1+recovery) | Rate of recovery in assistance, now. | r_A'
auxiliary rUx[j] recoveryUnassistedNow | a year | rU*(1+recovery) | Rate of recovery outside assistance, now. | r_U'
auxiliary A0[j] assistedAtStart | persons | (alpha*q0 + selfAssisted*eself)*X0/(rA + kA) | Survivors in assistance at the start. | A_0
auxiliary U0[j] unassistedAtStart | persons | ((1-alpha)*q0 + (1-selfAssisted)*eself + erel)*X0/(rU + kU) | Survivors outside assistance at the start. | U_0
auxiliary placesNow shelterPlacesNow | persons | max(shelterCapacity, sum(A0)/0.9)*(1+shelter) | Places now; at the start at least a tenth is free. | K'
auxiliary used placesUsed | share | sum(A)/placesNow | Share of places in use. | A/K'
auxiliary door admission | share | min(max((1-used)/0.1, 0), 1) | Share of arrivals who find a place: all until a tenth is free, none when full. | \phi
flow arrive[j] towardAssistance | persons a year | (alphax*q + selfx*e)*X | People who leave exploitation toward assistance. | a_A
flow turned[j] intoQueue | persons a year | arrive*(1-door) | People who find no place and wait.
flow placed[j] fromQueue | persons a year | Q*door/queueWait | People who come from the queue into a place.
flow giveUp[j] queueLeft | persons a year | queueExit*Q | People who leave the queue unassisted.
flow aside[j] towardUnassisted | persons a year | ((1-alphax)*q + (1-selfx)*e + erel)*X | People who leave exploitation unassisted. | a_U
flow recovered[j] recoveries | persons a year | rAx*A + rUx*U | People who recover.
auxiliary Bin births | persons a year | kv*V0 + tot0 - psi*sum(rA*A0 + rU*U0) | People who come to be at raised risk, at the start. | B_{in}
flow arriving comingToRisk | persons a year | Bin*z^thz | People who come to be at raised risk.
flow leaving leftForGood | persons a year | kv*V + sum(mort*X) + (1-psi)*sum(recovered) | People who leave the model: out of risk, dead, or recovered for good.
stock X[j] exploited | persons | People in exploitation.
  starts = X0
  rate = Mi - out
  response = resp
  spread = lead*(Mi/vac)*crowd
  gather = keen*pull/total
  solve through = rel
  solve exact = relx
  solve least = 1e-9/surplus0
  solve exactSlope = keenx
  solve bend = min(max(xi, 0.1), 1)
  solve slope = om*q - H
  solve answer = newAnswer
  solve openSlope = fill*(H - 1/Tf)
  solve openAnswer = ownAnswer
  solve floored = fill*max(vac - (out + (Xs-X)/Tf), 0)
  solve spread = fill*crowd
  solve gather = pull/total
stock A[j] assisted | persons | Survivors in assistance.
  starts = A0
  rate = arrive - turned + placed - rAx*A - kAx*A*f
  response = doorSlope*sum(arrive + Q/queueWait)
  correction = -(adjustX*kAx*A/supply)
stock U[j] unassisted | persons | People out of exploitation, unassisted.
  starts = U0
  rate = aside + giveUp - rUx*U - kUx*U*f
  correction = -(adjustX*kUx*U/supply) - adjustQ
stock Q[j] waiting | persons | People waiting for a place in assistance.
  starts = 0
  rate = turned - placed - giveUp
  response = -(queueExit + door/queueWait)
  correction = -adjustA
stock V atRisk | persons | People at raised risk, one pool for all segments.
  starts = V0
  rate = arriving - kv*V - sum(new*f) + psi*sum(recovered)
  correction = -sum(adjustX*new/supply)
stock sh[j] destination | share | Traffickers' destination shares.
  starts = s0
  rate = dsh
  relaxation = -((1 + zeta*mobile)/Tz)
  loop = -(zeta*keen*X*(1 + iota/Tf)/Tz)

## 9. Perception
stock qh[j] perceivedDetection | a year per person exploited | Detection as exploiters perceive it. | \hat{q}
  starts = q0
  rate = (q - qh)/Tq
  relaxation = -1/Tq

## 11. What a run adds up
total personYears[j] personYearsInExploitation | person-years | Person-years in exploitation.
  of = X
total profit[j] profitTotal | $ | Profit of exploiters and traffickers after expected sanction.
  rate = (g - Psi)*X
total entered[j] newlyExploited | persons | People who entered exploitation, re-trafficked people included.
  rate = Mi
  correction = adjustX
total returned[j] reTrafficked | persons | People who entered exploitation again.
  rate = pool*f
  correction = adjustX*pool/supply
total convictions[j] convictionsTotal | convictions | Convictions of exploiters.
  rate = q*kapx*X/h
total came cameToRisk | persons | People who came to be at raised risk.
  rate = arriving
total left leftTotal | persons | People who left the model.
  rate = leaving
total recovery_total[j] recoveredTotal | persons | People who recovered.
  rate = recovered
total assistedYears[j] personYearsInAssistance | person-years | Person-years in assistance.
  of = A

## E1. Observation
flow recorded[j] recordedCases | persons a year | q*X*reporting | Detected people who appear in records: better detection raises it.
flow convicted[j] convictionsNow | convictions a year | q*kapx*X/h | Convictions of exploiters a year.
total recordedTotal[j] recordedCasesTotal | persons | Detected people in records over the run.
  rate = recorded

## E2. Harm to people who are not the target
auxiliary lawful[j] lawfulSupply | 1 | demand*(1+blanket)^(-eps)*((1+reached)*p/p0)^(s*(sig-eps)) | Lawful supply over that at the start: the income index of free workers. | l
auxiliary policed[j] policingNow | a year | exposure*((1+det)*(1+blanket)-1) | Added share of free workers whom police meet in a year.
flow arrested[j] victimArrests | persons a year | q*X*arrestShare*(1-nonPunishment) | Exploited people who are arrested or punished themselves.
total lawfulTotal[j] lawfulSupplyYears | years | Income index of free workers, summed over the run.
  rate = lawful
total policedTotal[j] policingYears | 1 | Added policing of free workers, summed over the run.
  rate = policed
total arrestedTotal[j] victimArrestsTotal | persons | Exploited people arrested or punished over the run.
  rate = arrested

## E3. Balance of risk and reward
outcome balance[j] sanctionOverMargin | 1 | Psi/g | Expected sanction over margin.
outcome beq[j] breakEvenDetection | factor | g/Psi | How many times today's perceived detection would take the whole margin. | b_q
outcome beF[j] breakEvenFine | factor | 1 + (g - Psi)/(qh*kapx*F*fine/h) | How many times today's fine would take the whole margin. | b_F

## E4. How the segment answers itself (for the production scheme only)
auxiliary slope[j] priceSlope | $ per person-year per person | -(p/(ex*X)) | Change of price with the number exploited. | p_X
auxiliary keen[j] surplusSlope | per person | ifZero(max(surplus-1e-9, 0), 0, keenx) | Change of relative surplus with the number exploited. | rel_X
auxiliary steep[j] desiredSlope | 1 | keen*xi*active*(1-iota)*own/rel | Change of desired exploitation with the number exploited, but for capital that moves between segments. | X^*_X
auxiliary crowd[j] mobileSlope | a year | xi*active*iota*tot/(inc*Tf) | Change of vacancies with the attraction of the whole market.
auxiliary vacSlope[j] vacancySlope | a year | ifZero(max(vac - 1e-9*X0, 0), 0, H + (steep-1)/Tf) | Change of vacancies with the number exploited. | vac_X
auxiliary newSlope[j] intakeSlope | a year | keen*chi*new*s0*relchi/(rel*sum(s0*relchi)) | Change of intake with the number exploited. | new_X
auxiliary mobile[j] destinationGain | 1 | -(keen*X)/(1 - (lead*xi*(1-iota) + (1-lead)*chi)*keen*X/rel) | Fall of relative surplus as destinations bring people, once desired exploitation and intake have answered. | G_{sh}
auxiliary doorSlope admissionSlope | per person | ifZero(min(door, 1 - door), 0, -1/(0.1*placesNow)) | Change of admission with the number in assistance.
auxiliary relx[j] relativeSurplusExact | 1 | surplus/surplus0 | Surplus over that at the start, below zero too. | rel_0
auxiliary keenx[j] surplusSlopeExact | per person | slope*(1-qh*taken*M)/((r + H)*surplus0) | Change of that with the number exploited. | rel_{0,X}
auxiliary fill[j] fillRate | 1 | lead*(Mi/vac) | Change of the inflow with vacancies. | M_{vac}
auxiliary ownAnswer[j] ownAnswer | persons a year | fill*xi*active*(1-iota)*own/(rel*Tf) | Change of the inflow with the surplus, by capital that stays. | M_{own}
auxiliary newAnswer[j] intakeAnswer | persons a year | (1-lead)*f*chi*new*s0*relchi/(rel*sum(s0*relchi)) | Change of the inflow with the surplus, by the effort of recruiters. | M_{new}
auxiliary resp[j] response | a year | lead*(Mi/vac)*vacSlope + (1-lead)*f*newSlope - H + om*q | Change of the growth of X with X. | J
`,
);
