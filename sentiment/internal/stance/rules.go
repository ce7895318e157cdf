package stance

// ruleWeights are the log-odds by hand of the cue scorer: the class that a cue
// speaks for, agree, disagree, neutral, query. It needs no training data and
// serves as the floor that the trained model is measured against.
var ruleWeights = map[string][4]float32{
	"agree": {2.6, -0.4, 0, 0}, "exactly": {2.4, -0.4, 0, 0}, "youright": {2.4, 0, 0, 0}, "hesright": {1.6, 0, 0, 0},
	"true": {1.6, 0, 0, 0}, "goodpoint": {2, 0, 0, 0}, "yes": {1.6, -0.2, 0.3, 0}, "affirm": {0.8, 0, 0.3, 0}, "same": {1.4, 0, 0.2, 0},
	"upvote": {1.6, 0, 0, 0}, "like": {1.2, 0, 0, 0}, "praise": {1.2, 0, 0.4, 0}, "support": {1.4, 0, 0, 0}, "truth": {1.4, 0, 0, 0},
	"thatswhy": {1, 0, 0, 0}, "agreeslang": {0.8, 0, 0.2, 0}, "concede": {0.5, 0.7, 0, 0}, "disagree": {-0.4, 2.4, 0, 0}, "doubt": {0, 1.5, 0, 0},
	"no": {-0.2, 1.6, 0.2, 0}, "notso": {-0.2, 1.6, 0, 0}, "opposite": {0, 1.6, 0, 0}, "negstate": {0, 1.1, 0, 0}, "wrong": {0, 1.8, 0, 0},
	"nonsense": {0, 1.4, 0, 0}, "sourceless": {0, 1.2, 0, 0.6}, "badtake": {0, 1.4, 0, 0}, "misspoint": {0, 1.6, 0, 0}, "fallacy": {0, 1.6, 0, 0},
	"badidea": {0, 1.4, 0, 0}, "scoff": {0, 1.2, 0, 0.2}, "dismiss": {0, 1.5, 0, 0}, "stop": {0, 0.9, 0, 0}, "badfaith": {0, 1.2, 0, 0},
	"holdon": {0, 0.8, 0, 0}, "actually": {0, 1, 0.2, 0}, "problemis": {0, 0.9, 0, 0}, "except": {0, 1, 0, 0}, "still": {0, 0.5, 0, 0},
	"notall": {0, 0.9, 0, 0}, "contrast": {0, 0.5, 0, 0}, "challenge": {0, 0.7, 0, 0.3}, "youerr": {-0.2, 1.2, 0, 0}, "query": {0, 0, 0, 0.6},
	"thanks": {0.2, -0.6, 1.6, 0}, "sarcasm": {0, 0.5, 0, 0}, "insult": {0, 0.5, 0, 0}, "inform": {0, 0, 0.4, 0}, "advice": {0, 0, 0.4, 0},
	"continue": {0.4, 0, 0, 0}, "correction": {0, 0.6, 0, 0}, "personal": {0, -0.1, 0.3, 0}, "surprise": {0.1, 0, 0.3, 0},
}

// Rules returns the log-odds, agree, disagree, neutral, query, that cues alone
// give p.
func Rules(p *Pair, v *Vector) (z [4]float64) {
	sp := featureSpace()
	p.Features(v)
	z = [4]float64{0, 0, 0.9, -1.6}
	for k, i := range v.Index {
		x := float64(v.Value[k])
		switch {
		case int(i) < numPlain:
			switch i {
			case fOnlyQ:
				z[3] += 2.4 * x
			case fAnyQ:
				z[3] += 1.2 * x
			case fYouNot:
				z[1] += 0.5 * x
			case fYouInsult:
				z[1] += 1 * x
			case fNegHead:
				z[1] += 0.4 * x
			case fYouQ:
				z[1] += 0.4 * x
			case fNegMismatch:
				z[1] += 0.3 * x
			case fSideSame:
				z[0] += 0.5 * x
			case fSideOpp:
				z[1] += 0.6 * x
			case fPlusOne, fCaret:
				z[0] += 2 * x
			case fReturns:
				z[1] += 0.3 * x
			}
		case int(i) < sp.size:
			c := int(i) - numPlain
			w, ok := ruleWeights[sp.cues[c/numPlaces]]
			if !ok {
				continue
			}
			f := [numPlaces]float64{0.4, 0.8, 0.25, 0, 0}[c%numPlaces]
			for k := range z {
				z[k] += f * x * float64(w[k])
			}
		}
	}
	return z
}

// Prior are the shares of the classes among replies of rejoinder's own coding,
// said of a reply that gives no ground to judge by.
var Prior = Probs{0.33, 0.36, 0.27, 0.04}
