package link

// later is what a comment after the one looked at tells.
type later struct {
	author, pred, on int32 // on: the author of pred
	quotes           bool  // it repeats words of the comment looked at
	voice            int8  // how it names that one's author
}

// hindsight fills the features that take the choices for the comments after
// into account.
func (w *walk) hindsight(b *ballot) {
	d, items := w.d, w.run.Items
	i := items[b.place]
	author := d.author[i]
	var buf [lookahead]later
	after := buf[:0]
	answers := 0
	for at := b.place + 1; at < len(items) && at <= b.place+lookahead; at++ {
		k := items[at]
		l := later{author: d.author[k], pred: d.pred[k], on: -1, quotes: d.Repeats(k, i) >= 4}
		if l.pred >= 0 {
			l.on = d.author[l.pred]
		}
		if author >= 0 {
			l.voice = d.mentioned(k, author)
		}
		if l.pred == i {
			answers++
		}
		after = append(after, l)
	}
	best, second := top2(b.score)
	for k := range b.cands {
		if b.score[k] <= w.care.hopeless {
			continue
		}
		q, v, n := &b.cands[k], &b.x[k/lanes], k%lanes
		v[xReplied][n] = few(answers, 5)
		chosen := b.raw[k] - b.raw[best]
		if k == best && second >= 0 {
			chosen = b.raw[k] - b.raw[second]
		}
		v[xChosen][n] = step(chosen+4, 16)
		ja := int32(-1)
		if q.Item >= 0 {
			ja = d.author[q.Item]
		}
		var answered, quoted, others, again, talk uint8
		for at := range after {
			l := &after[at]
			if l.pred == q.Item {
				others++
				if author >= 0 && l.author == author {
					again++
				}
			}
			switch {
			case ja < 0 || l.author < 0:
			case l.author == ja:
				if l.voice >= InQuote {
					quoted++
				}
				if l.quotes {
					quoted += 2
				}
				if l.pred == i {
					answered++
				}
				if author >= 0 && l.on == author {
					talk++
				}
			case l.author == author && l.on == ja:
				talk++
			}
		}
		v[xAnswered][n], v[xQuotedBack][n], v[xOthers][n], v[xAgain][n], v[xTalk][n] = answered, min(quoted, 6), others, again, talk
		v[xNextPick][n], v[xWhole][n] = 0, 0
		if len(after) > 0 && after[0].pred == q.Item {
			v[xNextPick][n] = 1
		}
		if q.Item >= 0 {
			v[xWhole][n] = few(int(q.Replies)+int(others), MaxStep)
		}
	}
}
