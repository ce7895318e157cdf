package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// Hawkes is a self-exciting process fitted to times: its rate is
//
//	λ(t) = Mu + Σ over earlier events of Branching · Decay · exp(-Decay (t - tᵢ)).
//
// Branching is the mean number of events that one event sets off.
type Hawkes struct {
	Mu        Estimate `json:"mu"`        // spontaneous events a second
	Branching Estimate `json:"branching"` // dimensionless; an interval from 0 on does not tell the process from Poisson
	Decay     Estimate `json:"decay"`     // per second
	// LogLikelihood at the fit, and that of a Poisson process of the same
	// number of events.
	LogLikelihood Estimate `json:"log_likelihood"`
	Poisson       Estimate `json:"poisson"`
	// Check is the p-value of a Kolmogorov-Smirnov test that the process, time
	// rescaled by its own rate, is Poisson of rate 1 (Brown et al., 2002). A
	// small one says that the fit does not describe the times. Being fitted,
	// it is conservative.
	Check Estimate `json:"check"`
}

// FitHawkes fits the process to event times in seconds, watched from start to
// end, by maximum likelihood. The interval of Branching is from the likelihood
// with the other two fitted anew (profile likelihood), and begins at 0 where a Poisson
// process is not less likely than the fit by a deviance of 6: 95 of 100 Poisson
// sequences stay below that, and not below the 3.84 of chi-squared, since Decay
// means nothing there. Those of Mu and Decay are from the curvature on the log scale,
// and absent where it tells an end to no better than a factor of a thousand. The
// likelihood is linear in the number of events (Ogata, 1981), the fit takes some
// thousand evaluations from four starts and the interval as many, and nothing is
// drawn at random. Times that are NaN or outside the window are left out. Undefined
// below 10 events. Decay is kept between one a window and ten a smallest gap,
// so that times known to the second do not make a spike of each tie.
//
// Where parents are known, [OffspringOf] gives the branching ratio without a
// model. An hourly or weekly rhythm makes this one too high.
func FitHawkes(times []float64, start, end float64) Hawkes {
	x := make([]float64, 0, len(times))
	for _, t := range times {
		if t >= start && t <= end {
			x = append(x, t-start)
		}
	}
	slices.Sort(x)
	span, n := end-start, float64(len(x))
	undefined := func(reason string) Hawkes {
		u := Undefined(len(x), reason)
		return Hawkes{u, u, u, u, u, u}
	}
	if len(x) < 10 {
		return undefined("fewer than ten events")
	}
	gap := span
	for i := 1; i < len(x); i++ {
		if d := x[i] - x[i-1]; d > 0 {
			gap = min(gap, d)
		}
	}
	fastest, slowest := math.Log(10/gap), math.Log(1/span)
	loss := func(p []float64) float64 {
		if p[2] > fastest || p[2] < slowest || p[1] > 3 || p[1] < -20 {
			return math.Inf(1)
		}
		return -hawkesLikelihood(x, span, math.Exp(p[0]), math.Exp(p[1]), math.Exp(p[2]))
	}
	best, at := math.Inf(1), []float64(nil)
	for _, guess := range [...][2]float64{{0.3, 3}, {0.6, 0.3}, {0.8, 1}, {0.1, 10}} {
		p := []float64{math.Log(n / span * (1 - guess[0])), math.Log(guess[0]), math.Log(guess[1] * n / span)}
		p[2] = min(max(p[2], slowest), fastest)
		r, err := optimize.Minimize(optimize.Problem{Func: loss}, p, &optimize.Settings{
			Converger: &optimize.FunctionConverge{Absolute: 1e-9, Iterations: 60}, MajorIterations: 600,
		}, &optimize.NelderMead{})
		if err == nil && r.F < best {
			best, at = r.F, r.X
		}
	}
	if at == nil {
		return undefined("the likelihood has no maximum")
	}
	h := Hawkes{
		Mu: Exact(math.Exp(at[0]), len(x)), Branching: Exact(math.Exp(at[1]), len(x)), Decay: Exact(math.Exp(at[2]), len(x)),
		LogLikelihood: Exact(-best, len(x)), Poisson: Exact(n*math.Log(n/span)-n, len(x)),
	}
	info := mat.NewSymDense(3, nil)
	fd.Hessian(info, loss, at, &fd.Settings{Step: 1e-4})
	var chol mat.Cholesky
	var cov mat.SymDense
	if chol.Factorize(info) && chol.InverseTo(&cov) == nil {
		for i, e := range [...]*Estimate{&h.Mu, &h.Branching, &h.Decay} {
			se := math.Sqrt(cov.At(i, i))
			if e != &h.Branching && z95*se < math.Log(1000) {
				e.Lo, e.Hi = math.Exp(at[i]-z95*se), math.Exp(at[i]+z95*se)
			}
		}
	}
	h.Branching.Lo, h.Branching.Hi = branchingInterval(loss, at, best, -h.Poisson.Value)
	h.Check = Exact(KolmogorovSmirnov(hawkesResiduals(x, h.Mu.Value, h.Branching.Value, h.Decay.Value), func(u float64) float64 { return u }).P, len(x))
	return h
}

// branchingInterval returns the ends at which loss, the other two parameters fitted
// anew, exceeds best at the fit by half the 95 per cent quantile of chi-squared, and
// NaN where it does not below e³. poisson is the loss where Branching is 0.
func branchingInterval(loss func([]float64) float64, at []float64, best, poisson float64) (lo, hi float64) {
	const drop, poissonDrop = 3.841458820694124 / 2, 6.0 / 2
	// profile fits Mu and Decay at the logarithm b, from there and from the fit.
	profile := func(b float64, from []float64) (float64, []float64) {
		f, x := math.Inf(1), from
		for _, start := range [...][]float64{from, {at[0], at[2]}} {
			r, err := optimize.Minimize(optimize.Problem{Func: func(p []float64) float64 { return loss([]float64{p[0], b, p[1]}) }},
				slices.Clone(start), &optimize.Settings{
					Converger: &optimize.FunctionConverge{Absolute: 1e-4, Iterations: 20}, MajorIterations: 200,
				}, &optimize.NelderMead{})
			if err == nil && r.F < f {
				f, x = r.F, r.X
			}
		}
		return f, x
	}
	// end looks for the crossing in steps that double, then halves them.
	end := func(sign float64) float64 {
		inner, step, x := at[1], 0.2*sign, []float64{at[0], at[2]}
		outer := inner
		for range 12 {
			outer = inner + step
			f, y := profile(outer, x)
			if f-best > drop {
				break
			}
			if math.IsInf(f, 1) || outer > 3 || outer < -20 {
				return math.NaN()
			}
			inner, step, x = outer, 2*step, y
		}
		for range 10 {
			b := (inner + outer) / 2
			if f, y := profile(b, x); f-best > drop {
				outer = b
			} else {
				inner, x = b, y
			}
		}
		if inner > 3-1e-3 {
			return math.NaN()
		}
		return math.Exp(inner)
	}
	hi = end(1)
	if math.IsNaN(hi) {
		return math.NaN(), math.NaN()
	}
	if poisson-best <= poissonDrop {
		return 0, hi
	}
	if lo = end(-1); math.IsNaN(lo) {
		lo = 0
	}
	return lo, hi
}

// hawkesLikelihood carries the sum over earlier events from one to the next:
// A(i) = exp(-β gap) (1 + A(i-1)).
func hawkesLikelihood(x []float64, span, mu, alpha, beta float64) float64 {
	ll, a := -mu*span, 0.0
	for i, t := range x {
		if i > 0 {
			a = math.Exp(-beta*(t-x[i-1])) * (1 + a)
		}
		ll += math.Log(mu+alpha*beta*a) - alpha*-math.Expm1(-beta*(span-t))
	}
	return ll
}

// hawkesResiduals returns 1 - exp(-Λ) for the compensator Λ of each gap, which
// is uniform under the process.
func hawkesResiduals(x []float64, mu, alpha, beta float64) []float64 {
	u := make([]float64, 0, len(x))
	a, last := 0.0, 0.0
	for i, t := range x {
		gap := t - last
		fade := math.Exp(-beta * gap)
		lambda := mu * gap
		if i > 0 {
			lambda += alpha * (1 + a) * (1 - fade)
			a = fade * (1 + a)
		}
		u = append(u, -math.Expm1(-lambda))
		last = t
	}
	return u
}
