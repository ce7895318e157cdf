package plaintext

// section is a block taken for a comment section, with its tree.
type section struct {
	block
	items []item
	// bodyTo is the index of the line after the last comment's text.
	bodyTo int
	// flat says what shows the tree of a section without a list, which its
	// author lines part.
	flat layout
	// foot marks such a section whose comments stand between a name and controls.
	foot bool
	// known are the authors of such a section.
	known map[string]bool
}

// sections returns the comment sections of the page in document order.
func (p *page) sections(force bool) []section {
	var best []section
	bestScore := 0.0
	for gi := range grammars {
		g := &grammars[gi]
		for _, bulleted := range [...]bool{false, true} {
			secs, score := p.sectionsOf(g, bulleted, force)
			if score > bestScore {
				best, bestScore = secs, score
			}
		}
	}
	if best == nil {
		if flat := p.flat(); flat != nil {
			return flat
		}
		return p.footed()
	}
	if p.unfit(best) {
		if flat := p.flat(); flat != nil {
			return flat
		}
	}
	p.prelude(&best[0])
	return best
}

// unfit reports whether the lists of the page show less than half the comments
// that have author and date on their first line: lists that no renderer indents.
func (p *page) unfit(secs []section) bool {
	items, marked := 0, 0
	for i := range secs {
		for _, it := range secs[i].items {
			if it.mark >= 0 {
				items++
			}
		}
	}
	if items >= len(p.markers) {
		return false
	}
	for i := range p.lines {
		l := &p.lines[i]
		if l.first < 0 || p.markers[l.first].tcol < 0 || l.end-l.start > maxDateLine+64 {
			continue
		}
		if h := p.headOf(&sight{line: int32(i), text: p.markers[l.first].text}); h.author != "" {
			marked++
		}
	}
	return marked >= minFlat && marked >= 2*items
}

// sectionsOf returns the sections of one grammar and the sum of their items,
// weighed by how well the page fits the grammar.
func (p *page) sectionsOf(g *grammar, bulleted, force bool) ([]section, float64) {
	levels := g.levels(p, p.markers, bulleted)
	var out []section
	total := 0.0
	for _, k := range p.blocks(g, bulleted, levels) {
		if k.mto-k.mfrom < 2 && !force && p.heading(k.from) == 0 {
			continue
		}
		items := p.build(&k)
		s := section{block: k, items: items, bodyTo: k.to}
		if len(items) < 2 && !force && p.heading(s.from) == 0 {
			continue
		}
		fit := p.fit(&s)
		if fit < 0.4 {
			continue
		}
		t := p.traits(&s)
		if sc := t.score(); !force && (sc < commentLike || bulleted && sc < commentLike+1.5) {
			continue
		}
		if bulleted {
			fit /= 2 // bullets within comments are common, numbers among bulleted comments are not
		}
		total += fit * float64(t.items)
		out = append(out, s)
	}
	return out, total
}

// build rebuilds the tree of k, deciding first whether the renderer spends a
// number on a lost comment.
func (p *page) build(k *block) []item {
	b := builder{p: p, g: k.g, raw: p.left(k) && k.g.bare}
	b.run(k)
	maxDepth, long, linked := b.learn()
	if !k.g.ambiguous {
		maxDepth, long = 0, false
	}
	b = builder{p: p, g: k.g, raw: b.raw, maxDepth: maxDepth, long: long, linked: linked}
	b.run(k)
	if !k.g.bare || k.bullets || b.cost == 0 {
		return b.items
	}
	c := builder{p: p, g: k.g, raw: true, spent: true, maxDepth: maxDepth, long: long, linked: linked}
	c.run(k)
	if b.raw {
		c.cost -= 5 // only the later versions print so
	}
	if c.cost < b.cost {
		return c.items
	}
	return b.items
}

// left reports whether lines of k stand left of the text of its items.
func (p *page) left(k *block) bool {
	margin := k.g.textCol(1)
	for li := k.from; li < k.to; li++ {
		l := &p.lines[li]
		if l.col < margin && !k.isItem(l) {
			return true
		}
	}
	return false
}

// blocks cuts the page at lines that stand left of every item text.
func (p *page) blocks(g *grammar, bulleted bool, levels []int32) []block {
	var out []block
	cur, held := -1, -1 // held: the block that a break left of the margin has just ended
	margin := g.textCol(1)
	if g.resets {
		margin = g.a // quotations stand there
	}
	var lastTop int32
	m := 0
	for li := range p.lines {
		l := &p.lines[li]
		item := false
		for ; m < len(p.markers) && int(p.markers[m].line) == li; m++ {
			d := levels[m]
			if d == 0 {
				continue
			}
			item = true
			ord := p.markers[m].ord
			if held >= 0 {
				if d > 1 || ord > lastTop && ord <= lastTop+maxGap && !bulleted {
					cur = held
				}
				held = -1
			}
			if cur >= 0 && d == 1 && ord == 1 && lastTop >= 1 && !bulleted {
				out[cur].to, out[cur].mto = li, m
				cur = -1
			}
			if cur < 0 {
				if d > 1+maxJump {
					item = false
					continue
				}
				out = append(out, block{g: g, bullets: bulleted, from: li, mfrom: m})
				cur = len(out) - 1
				lastTop = 0
			}
			if d == 1 {
				lastTop = ord
			}
		}
		if held >= 0 && !item && isForm(p.lineText(li)) {
			held = -1 // nothing goes on after a form, as it can after preformatted text
		}
		if cur < 0 || item || l.first >= 0 && levels[l.first] > 0 {
			continue
		}
		if p.isBreak(g, li, margin, levels, lastTop) {
			out[cur].to, out[cur].mto = li, m
			if held = cur; isForm(p.lineText(li)) {
				held = -1
			}
			cur = -1
		}
	}
	if cur >= 0 {
		out[cur].to, out[cur].mto = len(p.lines), len(p.markers)
	}
	for i := range out {
		out[i].levels = levels[out[i].mfrom:out[i].mto]
	}
	return out
}

// isBreak reports whether line li, which is no item, ends a section.
func (p *page) isBreak(g *grammar, li int, margin int32, levels []int32, lastTop int32) bool {
	l := &p.lines[li]
	if g.flush {
		return p.src[l.start] == '#' || isForm(p.lineText(li))
	}
	return l.col < margin
}

// fit returns how well the lines below the item lines stand where the grammar
// has the text of their items, from 0 to 1.
func (p *page) fit(s *section) float64 {
	n, ok, real := 0, 0, 0
	for i := range s.items {
		it := &s.items[i]
		if it.mark < 0 {
			continue
		}
		real++
		m := &p.markers[it.mark]
		seen, hit := false, false
		for li := int(m.line) + 1; li < min(s.to, int(m.line)+8) && !hit; li++ {
			l := &p.lines[li]
			if s.isItem(l) {
				break
			}
			if s.g.resets && l.col <= s.g.a {
				continue
			}
			seen = true
			hit = s.g.flush && l.col == 0 || !s.g.flush && l.col == s.g.textCol(it.depth)
		}
		if seen {
			n++
		}
		if hit {
			ok++
		}
	}
	if real == 0 || s.g.flush && ok < 2 {
		return 0 // what follows the last item of any list stands at the margin
	}
	return (float64(ok) + 1) / (float64(n) + 1.5)
}
