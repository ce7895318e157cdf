package towards

import (
	"slices"
	"strings"
)

// claimLists are the words by which a claim is parted.
type claimLists struct {
	modal, copula, agents, boundary, filler, turning, plus, minus map[string]bool
}

// Words of claims. Those that a claim says of its subject are plus and minus;
// turning nouns and gerunds stand for doing away with what follows.
const (
	claimModal    = `should must ought shouldn't mustn't shall`
	claimCopula   = `is are was were isn't aren't wasn't weren't has have had hasn't haven't does do did doesn't don't didn't will would can cannot can't could may might won't wouldn't be belongs belong remains`
	claimAgent    = `we i government governments us u.s usa uk eu un britain states america congress parliament nations nation country countries nato china india russia israel france germany australia canada europe japan scotland state society schools authorities courts everyone people`
	claimBoundary = `to because if when unless while that which who whom whose for by from with without over than in on at as and before until after but of or into between against during via through where rather`
	claimFiller   = `be been being to also always further more only all still do try seek have has make made get the a an it its their our his her your this these those fully completely entirely automatically generally actually really truly now then just too even ever continue start begin have had become treated considered seen regarded most very much so time`
	claimTurning  = `ban bans banning prohibition prohibiting abolition abolishing disarmament elimination eliminating removal removing restrictions restricting limit limits outlawing criminalising criminalizing ending boycotting limiting repealing scrapping`
	claimPlus     = `appropriate preferable acceptable admissible available able free allowed ok okay okey success successful reliable way responsibility healthy spent good well matters exists transparent optional universal equal solution key human-right`
	claimMinus    = `too past biased bias far scam no nowhere irrational selfish unconstitutional dead overpriced joke lifted lift dropped blame guilty block blocked suspend suspended obsolete overrated disgrace exempt frozen capped sham hypocritical lie lies farce racist sexist curse expelled illegal criminal offence offense crime`
)

// claimSign says whether approval of what a claim is about is approval of the
// claim: -1 for "Zoos should be closed" and "Religion does more harm than good".
func (l *frameWords) claimSign(toks []Token) float32 {
	w := make([]string, 0, len(toks))
	for i := range toks {
		switch {
		case toks[i].Word():
			w = append(w, strings.TrimSuffix(toks[i].Low, "'s"))
		case len(w) > 0 && (toks[i].Low == "," || toks[i].Low == ":" || toks[i].Low == "("):
			w = append(w, ",")
		}
	}
	c := &l.claim
	at, modal := -1, false
	for i, s := range w {
		if c.modal[s] || i+1 < len(w) && w[i+1] == "to" && (s == "needs" || s == "need" || s == "has" || s == "have") || (s == "need" || s == "needs") && i+1 < len(w) && w[i+1] != "for" {
			at, modal = i, true
			break
		}
	}
	imperative := !modal && len(w) > 0 && l.action[Stem(w[0])] != 0 && !strings.HasSuffix(w[0], "ing")
	for i, s := range w {
		if modal || imperative || i > 0 && (s == "that" || s == "which" || s == "who") {
			break
		}
		if c.copula[s] && i > 0 {
			at = i
			break
		}
	}
	for i := 1; i < len(w) && at < 0 && !imperative; i++ { // "taxes harm trade"
		switch l.effect.of(WordHash(w[i]), WordHash(Stem(w[i]))) {
		case effectHelps, effectHarms, effectMore, effectLess:
			at = i - 1
		}
	}
	sign, negated := float32(1), false
	start := at + 1
	if at > 0 {
		for _, s := range w[:min(at, 2)] {
			if c.turning[s] {
				sign = -1
			}
		}
		if at > 2 && c.turning[w[at-1]] {
			sign = -1
		}
		if w[0] == "too" {
			return -1
		}
		if negated = l.negator[w[at]]; negated {
			sign = -sign
		}
	}
	active := modal
	deontic := modal || imperative
	agent := at < 0
	for i := 0; i < at; i++ {
		agent = agent || c.agents[w[i]]
	}
	content := 0
	first, turn := float32(0), float32(1)
	age := false
	for _, s := range w {
		age = age || s == "age"
	}
scan:
	for i := start; i < len(w); i++ {
		s := w[i]
		if s == "be" || s == "been" || c.copula[s] {
			active = false
		}
		next := ""
		if i+1 < len(w) {
			next = w[i+1]
		}
		switch {
		case s == ",":
			if content > 0 {
				break scan
			}
			continue
		case l.negator[s] && content == 0:
			sign, negated = -sign, !negated
			continue
		case c.boundary[s]:
			if content > 0 && (first != 0 || s != "of" && s != "in" && s != "for" && s != "and") {
				break scan
			}
			continue
		}
		v := float32(0)
		switch {
		case s == "age" || s == "right" && (next == "to" || next == "of") && i > start:
			continue
		case s == "give" && next == "up" || s == "phase" && next == "out":
			v = -1
		case modal && i == start && s == "have":
			break scan // "we must have identity cards"
		case strings.HasPrefix(s, "replac") && (slices.Contains(w[i:], "by") || slices.Contains(w[i:], "with")):
			v = 1
		case (s == "fight" || s == "fights") && next == "for":
			v = 1
			i++
		case s == "harm" && next == "than":
			v = -1
		case c.minus[s]:
			v = -1
		case c.plus[s] && !(s == "free" && active):
			v = 1
		case c.filler[s] || s == "give":
		default:
			v = float32(l.action[Stem(s)])
		}
		if v == 0 && !deontic && first == 0 {
			switch l.effect.of(WordHash(s), WordHash(Stem(s))) {
			case effectGood, effectHelps:
				v = 1
			case effectBad, effectHarms:
				v = -1
			case effectLess:
				v, turn = 0, -turn
			}
			v *= turn
		}
		if c.filler[s] && v == 0 {
			continue
		}
		content++
		if first == 0 {
			first = v
		} else if deontic && c.turning[s] && !strings.HasSuffix(s, "ing") {
			first = -first
			break
		}
		if v < 0 && c.turning[s] && i > 0 && (w[i-1] == "a" || w[i-1] == "the") {
			agent = true // "should seek a ban"
		}
		if content >= 5 {
			break
		}
	}
	switch {
	case first == 0 && turn < 0:
		return -sign
	case first == 0:
		return sign
	case modal && active && !agent:
		if negated {
			return -1
		}
		return 1
	case age:
		return sign
	}
	return sign * first
}
