import { harm, ink, paper, quiet, rule } from "./palette.ts";

/** One sheet for screen and paper; no request leaves the page. */
export const styleSheet = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:${paper};color:${ink};font:17px/1.55 Georgia,"Iowan Old Style","Times New Roman",serif}
main{max-width:54rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:2.1rem;line-height:1.15;margin:0 0 .6rem;text-wrap:balance}
h2{font-size:1.4rem;line-height:1.25;margin:2.6rem 0 .6rem;padding-top:.8rem;border-top:1px solid ${rule}}
h3{font-size:1.1rem;margin:1.6rem 0 .4rem}
p,li{max-width:44rem}
.summary{font-size:1.15rem;color:${quiet}}
.facts,.numbers dd,table,svg,figcaption,.source,.fold{font-family:ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums lining-nums}
.facts{font-size:.85rem;color:${quiet};display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin:1rem 0 0;padding:0}
.facts dt,.facts dd{display:inline;margin:0}.facts dt::after{content:": "}
.numbers{display:flex;flex-wrap:wrap;gap:1.2rem 2.2rem;margin:1.8rem 0}
.numbers>div{flex:1 1 11rem}
.numbers dt{font-size:.95rem;color:${quiet}}
.numbers dd{margin:0}.numbers .value{font-size:1.8rem;font-weight:600;line-height:1.2}
.numbers .interval{font-size:.88rem}.numbers .quality{font-size:.8rem;color:${quiet}}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.83rem;line-height:1.35;width:100%;margin:.4rem 0}
caption{text-align:left;font-weight:600;padding:.4rem 0;font-size:.95rem}
th,td{padding:.32rem .6rem .32rem 0;text-align:left;vertical-align:top;border-bottom:1px solid ${rule}}
th{font-weight:600;border-bottom:2px solid ${ink}}
.numeric{text-align:right}
figure{margin:1.8rem 0}figure svg{max-width:100%;height:auto}
figcaption{font-weight:600;margin-bottom:.5rem;font-size:1rem}
.source{font-size:.8rem;color:${quiet};margin:.3rem 0}
.fold{font-size:.83rem}
.note{border-left:4px solid ${ink};padding:.2rem 0 .2rem 1rem;margin:1.4rem 0}
.note strong:first-child{display:block}
.harm{color:${harm}}
sup a,.sources a{color:inherit}sup{font-size:.68em;line-height:0}
.sources{font-size:.83rem;padding-left:1.6rem}.sources li{margin:.3rem 0;max-width:none;overflow-wrap:anywhere}
@media print{@page{size:A4;margin:15mm 16mm}body{font-size:8.8pt;line-height:1.34;background:none}.summary{font-size:10.5pt}.facts{font-size:7.5pt;margin:1mm 0}figcaption,caption{font-size:9pt}th,td{padding:.6mm 2mm .6mm 0}main{max-width:none;padding:0}p,li{max-width:none}h1{font-size:18pt}h2{font-size:12.5pt;margin:5mm 0 1.5mm;padding-top:2mm}p,ul,ol{margin:1.2mm 0}figure{margin:3mm 0}.sources{font-size:8pt;line-height:1.3}
h2,h3,figcaption,caption{break-after:avoid}figure,tr,.note,.numbers{break-inside:avoid}.newpage{break-before:page}
details.fold:not([open]){display:none}.scroll{overflow:visible}table{font-size:7.8pt}a{text-decoration:none}}
@media (max-width:30rem){body{font-size:16px}h1{font-size:1.6rem}main{padding-top:1.4rem}}
`.trim();
