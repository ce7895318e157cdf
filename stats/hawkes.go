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
	Branching Estimate `json:"branching"` // dimensionless
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
// end, by maximum likelihood; intervals are from the curvature on the log
// scale. The likelihood is linear in the number of events (Ogata, 1981), the
// search takes some hundred evaluations from four starts and draws nothing at
// random. Times that are NaN or outside the window are left out. Undefined
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
			e.Lo, e.Hi = math.Exp(at[i]-z95*se), math.Exp(at[i]+z95*se)
		}
	}
	h.Check = Exact(KolmogorovSmirnov(hawkesResiduals(x, h.Mu.Value, h.Branching.Value, h.Decay.Value), func(u float64) float64 { return u }).P, len(x))
	return h
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
