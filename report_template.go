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
:root { --calm: #b8c4cf; --mild: #e3b341; --hostile: #e06c3a; --severe: #b4232a; --lost: #dfe4e8; --ink: #1d2730; --soft: #5d6b78; --line: #d7dde3; --page: #fff; }
@media (prefers-color-scheme: dark) { :root { --calm: #48566a; --mild: #b98a1c; --hostile: #c9552a; --severe: #d8404a; --lost: #2b3440; --ink: #e3e8ee; --soft: #9aa7b4; --line: #313c49; --page: #151b22; } }
body { --step: 1.4rem; margin: 0 auto; padding: 1.5rem; max-width: 62rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); overflow-wrap: anywhere; }
h1 { font-size: 1.3rem; margin: 0 0 .2rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .6rem; }
table { border-collapse: collapse; margin: .6rem 0; width: 100%; } th, td { text-align: right; padding: .1rem 0 .1rem .8rem; font-variant-numeric: tabular-nums; } th:first-child, td:first-child { text-align: left; padding-left: 0; } th { font-weight: 600; overflow-wrap: normal; border-bottom: 1px solid var(--line); }
a { color: inherit; } summary { cursor: pointer; }
footer, .soft { color: var(--soft); font-size: .86rem; }
svg { width: 100%; height: auto; max-height: 9rem; display: block; margin: .4rem 0 1rem; }
svg .calm { fill: var(--calm); } svg .mild { fill: var(--mild); } svg .hostile { fill: var(--hostile); } svg .severe { fill: var(--severe); } svg .lost { fill: var(--lost); stroke: var(--soft); stroke-dasharray: 1 1; }
dl { display: grid; grid-template-columns: 7rem 1fr; gap: .15rem 1rem; margin: 0 0 1.4rem; } dt { font-weight: 600; } dd { margin: 0; }
ol { list-style: none; margin: 0; padding: 0; }
li { border-left: 3px solid var(--calm); padding: .3rem .8rem; margin: .35rem 0; }
li.mild { border-color: var(--mild); } li.hostile { border-color: var(--hostile); } li.severe { border-color: var(--severe); } li.lost { border-left-style: dashed; color: var(--soft); }
li p { margin: .1rem 0 0; white-space: pre-wrap; }
.head { color: var(--soft); font-size: .84rem; }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: .7rem; padding: 0 .5rem; margin-left: .3rem; color: var(--ink); }
.key span { white-space: nowrap; } .key i { display: inline-block; width: .8rem; height: .8rem; margin: 0 .25rem 0 .9rem; vertical-align: -.1rem; } .key i.lost { background: var(--lost); outline: 1px dashed var(--soft); outline-offset: -1px; }
mark { background: color-mix(in srgb, var(--hostile) 30%, transparent); color: inherit; border-radius: 2px; }
@media (max-width: 40rem) { body { --step: .35rem; padding: 1rem .7rem; } li { padding: .3rem 0 .3rem .5rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; } dt:empty { display: none; } th, td { padding-left: .4rem; } }
</style>
</head>
<body>
<h1>{{if .Name}}{{.Name}}{{else}}Comment threads{{end}}</h1>
{{with .Report.Err}}<p>The input could not be read to its end: {{.}}</p>{{end}}
{{if not .Threads}}{{if not .Report.Err}}<p>no comment section found</p>{{end}}{{end}}
{{if .Total}}<h2>all {{len .Threads}} threads together</h2>
<dl>
{{range .Total}}<dt>{{.Title}}</dt><dd>{{.Text}}</dd>
{{end}}</dl>
<details{{if .Short}} open{{end}}><summary>Contents: {{len .Threads}} threads</summary>
<table>
<tr><th>thread</th><th>comments</th><th>lost</th><th>depth</th><th>hostile</th></tr>
{{range .Threads}}<tr><td><a href="#thread{{.Number}}">{{.Name}}</a></td><td>{{.Size}}</td><td>{{.Lost}}</td><td>{{.Depth}}</td><td>{{.Rate}}</td></tr>
{{end}}</table>
</details>{{end}}
{{range .Threads}}
<h2 id="thread{{.Number}}">{{.Headline}}</h2>
{{if .Map}}<svg viewBox="0 0 {{.MapWidth}} {{.MapHeight}}" preserveAspectRatio="none" role="img" aria-label="Comments in reading order; longer bars stand deeper, colour is hostility">
{{range .Map}}<rect x="{{.X}}" y="{{.Y}}" width="7" height="{{.Height}}" class="{{.Class}}"><title>{{.Title}}</title></rect>
{{end}}</svg>
<p class="soft key">each bar a comment in reading order, as long as it stands deep<wbr><span><i style="background:var(--calm)"></i>calm</span><wbr><span><i style="background:var(--mild)"></i>mild</span><wbr><span><i style="background:var(--hostile)"></i>hostile</span><wbr><span><i style="background:var(--severe)"></i>severe</span><wbr><span><i class="lost"></i>lost</span></p>{{end}}
<dl>
{{range .Figures}}<dt>{{.Title}}</dt><dd>{{.Text}}</dd>
{{end}}</dl>
<ol>
{{range .Comments}}<li class="{{.Class}}" style="margin-left:calc({{.Indent}} * var(--step))"><div class="head">{{.Head}}{{with .Stance}}<span class="tag">{{.}}</span>{{end}}{{with .Hostility}}<span class="tag">{{.}}</span>{{end}}{{with .Targets}}<span class="tag">{{.}}</span>{{end}}{{with .Answers}}<br>this link: {{.}}{{end}}</div>{{with .Title}}<p><b>{{.}}</b></p>{{end}}{{if .Text}}<p>{{range .Text}}{{if .Marked}}<mark title="{{.Title}}">{{.Text}}</mark>{{else}}{{.Text}}{{end}}{{end}}</p>{{end}}</li>
{{end}}</ol>
{{end}}
<footer>rejoinder {{.Version}}{{range .Report.Models}}, {{.Name}} {{.Version}} (sha256 {{.SHA256}}){{end}}. A number after ~ is the probability that an inference is right; a stance with ? is the likeliest, but less likely than not. Scores tell how a reader may take the words; they say nothing of a person, and are no ground for a sanction.</footer>
</body>
</html>
`
