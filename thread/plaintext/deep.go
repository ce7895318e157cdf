package plaintext

// deeper returns the level of marker i of k, which stands where all levels from
// d on stand: a list of its own under the item before where it begins one, else
// the deepest of the open lists that it continues. A list whose last item is
// later than this one, or has a reply link where this one has none, is not
// continued unless none else is left: siblings stand in order of time, and the
// reply link is missing at the level where a theme stops nesting.
func (b *builder) deeper(k *block, i int, d int32) int32 {
	m := &b.p.markers[k.mfrom+i]
	if m.ord == 1 {
		return int32(len(b.open)) + 1
	}
	best := int32(0)
	for e := int32(len(b.open)); e >= d && e > int32(len(b.open))-maxPop; e-- {
		if b.last[e-1]+1 != m.ord {
			continue
		}
		if best == 0 {
			best = e
		}
		last := b.items[b.open[e-1]].mark
		if last < 0 {
			return e
		}
		j := int(last) - k.mfrom
		if b.linked && b.answerable(k, i) != b.answerable(k, j) || b.later(j+k.mfrom, i+k.mfrom) {
			continue
		}
		return e
	}
	return max(best, d)
}

// answerable reports whether the text of marker i of k ends with its reply
// link.
func (b *builder) answerable(k *block, i int) bool {
	end := k.to
	for j := i + 1; j < len(k.levels); j++ {
		if k.levels[j] != 0 {
			end = int(b.p.markers[k.mfrom+j].line)
			break
		}
	}
	return end-1 > int(b.p.markers[k.mfrom+i].line) && isChrome(b.p.lineText(end-1))
}

// later reports whether the date in the head of marker i of the page is later
// than that of marker j, whether the page writes the day first or the month.
func (b *builder) later(i, j int) bool {
	x, y := b.p.headAt(&b.p.markers[i]).when, b.p.headAt(&b.p.markers[j]).when
	for _, o := range []dateOrder{{}, {monthFirst: true}} {
		at, _ := x.value(o)
		than, _ := y.value(o)
		if at.IsZero() || than.IsZero() || !at.After(than) {
			return false
		}
	}
	return true
}
