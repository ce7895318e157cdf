package rejoinder

// htmlTemplate is the page that WriteHTML fills. It loads and runs nothing.
const htmlTemplate = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="rejoinder {{.Version}}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{if .Name}}{{.Name}} – {{end}}rejoinder</title>
<style>
:root { color-scheme: light dark; --calm: #8293a5; --mild: #c08600; --hostile: #d2571f; --severe: #8e1220; --lost: #eef1f4; --ink: #1d2730; --soft: #5d6b78; --line: #d7dde3; --page: #fff; }
@media (prefers-color-scheme: dark) { :root { --calm: #66778c; --mild: #d9a52b; --hostile: #e0703f; --severe: #ff5d8f; --lost: #2b3440; --ink: #e3e8ee; --soft: #9aa7b4; --line: #313c49; --page: #151b22; } }
body { --step: 1.4rem; margin: 0 auto; padding: 1.5rem; max-width: 62rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); overflow-wrap: anywhere; }
h1 { font-size: 1.3rem; margin: 0 0 .2rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .6rem; }
table { border-collapse: collapse; margin: .6rem 0; width: 100%; } th, td { text-align: right; padding: .1rem 0 .1rem .8rem; font-variant-numeric: tabular-nums; } th:first-child, td:first-child { text-align: left; padding-left: 0; } th { font-weight: 600; overflow-wrap: normal; border-bottom: 1px solid var(--line); }
a { color: inherit; } summary { cursor: pointer; }
footer, .soft { color: var(--soft); font-size: .86rem; }
svg { width: 100%; height: auto; max-height: 9rem; display: block; margin: .4rem 0 1rem; }
svg .calm { fill: var(--calm); } svg .mild { fill: var(--mild); } svg .hostile { fill: var(--hostile); } svg .severe { fill: var(--severe); } svg .lost { fill: var(--lost); stroke: var(--soft); stroke-dasharray: 3 2; } svg .unscored { fill: var(--page); stroke: var(--soft); } svg rect { vector-effect: non-scaling-stroke; }
dl { display: grid; grid-template-columns: 7rem 1fr; gap: .15rem 1rem; margin: 0 0 1.4rem; } dt { font-weight: 600; grid-column: 1; } dd { margin: 0; grid-column: 2; }
ol { list-style: none; margin: 0; padding: 0; } ol ol { margin-left: var(--step); }
.c { border-left: 3px solid var(--calm); padding: .3rem .8rem; margin: .35rem 0; }
.c.mild { border-color: var(--mild); } .c.hostile { border-color: var(--hostile); } .c.severe { border-color: var(--severe); } .c.unscored { border-left-style: dotted; } .c.lost { border-left-style: dashed; color: var(--soft); } .c:target { outline: 2px solid var(--soft); outline-offset: 2px; }
.c p { margin: .1rem 0 0; white-space: pre-wrap; }
.head { color: var(--soft); font-size: .84rem; }
.words dl { grid-template-columns: 9rem 1fr; margin: .6rem 0 1.4rem; }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: .7rem; padding: 0 .5rem; margin-left: .3rem; color: var(--ink); }
.key span { white-space: nowrap; } .key i { display: inline-block; width: .8rem; height: .8rem; margin: 0 .25rem 0 .9rem; vertical-align: -.1rem; } .key i.unscored { outline: 1px solid var(--soft); outline-offset: -1px; } .key i.lost { background: var(--lost); outline: 1px dashed var(--soft); outline-offset: -1px; }
mark { background: color-mix(in srgb, var(--hostile) 30%, transparent); color: inherit; border-radius: 2px; }
@media (max-width: 40rem) { body { --step: .35rem; padding: 1rem .7rem; } .c { padding: .3rem 0 .3rem .5rem; } dl, .words dl { grid-template-columns: 1fr; gap: 0; } dd { grid-column: 1; margin-bottom: .4rem; } th, td { padding-left: .4rem; } }
</style>
</head>
<body>
<h1>{{if .Name}}{{.Name}}{{else}}Comment threads{{end}}</h1>
{{with .Report.Err}}<p>The input could not be read to its end: {{.}}</p>{{end}}
{{if not .Threads}}{{if not .Report.Err}}<p>no comment section found</p>{{end}}{{end}}
{{if .Total}}<h2>all {{len .Threads}} threads together</h2>
<dl>
{{range .Total}}{{with .Title}}<dt>{{.}}</dt>{{end}}<dd>{{.Text}}</dd>
{{end}}</dl>
<details{{if .Short}} open{{end}}><summary>Contents: {{len .Threads}} threads</summary>
<table>
<tr><th scope="col">thread</th><th scope="col">comments</th><th scope="col">lost</th><th scope="col">depth</th><th scope="col">hostile</th></tr>
{{range .Threads}}<tr><td><a href="#thread{{.Number}}">{{.Name}}</a></td><td>{{.Size}}</td><td>{{.Lost}}</td><td>{{.Depth}}</td><td>{{.Rate}}</td></tr>
{{end}}</table>
</details>{{end}}
{{range .Threads}}
<h2 id="thread{{.Number}}">{{.Headline}}</h2>
{{if .Map}}<svg viewBox="0 0 {{.MapWidth}} {{.MapHeight}}" preserveAspectRatio="none" role="img" aria-label="Comments in reading order; longer bars stand deeper, colour is hostility">
{{range .Map}}<a href="#{{.Place}}" tabindex="-1"><rect x="{{.X}}" y="0" width="7" height="{{.Height}}" class="{{.Class}}"><title>{{.Title}}</title></rect></a>
{{end}}</svg>
<p class="soft key">each bar a comment in reading order, as long as it stands deep<wbr><span><i style="background:var(--calm)"></i>calm</span><wbr><span><i style="background:var(--mild)"></i>mild</span><wbr><span><i style="background:var(--hostile)"></i>hostile</span><wbr><span><i style="background:var(--severe)"></i>severe</span><wbr><span><i class="unscored"></i>not scored</span><wbr><span><i class="lost"></i>lost</span></p>{{end}}
<dl>
{{range .Figures}}{{with .Title}}<dt>{{.}}</dt>{{end}}<dd>{{.Text}}</dd>
{{end}}</dl>
<ol role="list">
{{range $i, $c := .Comments}}{{if .First}}{{if $i}}<ol role="list">{{end}}{{else}}{{range .Close}}</li></ol>{{end}}</li>{{end}}
<li><div id="{{.Place}}" class="c {{.Class}}"><div class="head">{{.Head}}{{with .Level}}, level {{.}}{{end}}{{if .Answers}}, answers <a href="#{{.AnswersPlace}}">{{.Answers}}</a>{{end}}{{with .Stance}}<span class="tag">{{.}}</span>{{end}}{{with .Hostility}}<span class="tag">{{.}}</span>{{end}}{{with .Targets}}<span class="tag">{{.}}</span>{{end}}{{with .Cue}}<br>this link: {{.}}{{end}}</div>{{with .Title}}<p><b>{{.}}</b></p>{{end}}{{if .Text}}<p>{{range .Text}}{{if .Marked}}<mark title="{{.Title}}">{{.Text}}</mark>{{else}}{{.Text}}{{end}}{{end}}</p>{{end}}</div>{{end}}
{{if .Comments}}</li>{{end}}{{range .Open}}</ol></li>{{end}}</ol>
{{end}}
{{if .Threads}}<details class="words"><summary>What the words mean</summary>
<dl>
{{range .Glossary}}<dt>{{.Word}}</dt><dd>{{.Meaning}}</dd>
{{end}}</dl>
</details>{{end}}
<footer>rejoinder {{.Version}}{{range .Report.Models}}, {{.Name}} {{.Version}}{{with .SHA256}} (sha256 {{.}}){{end}}{{end}}. A number after ~ is the probability that an inference is right; a stance with ? is the likeliest, but less likely than not; [a, b] is a 95 % interval of chance alone: errors of the scores are not in it. Scores tell how a reader may take the words; they say nothing of a person, and are no ground for a sanction.</footer>
</body>
</html>
`
