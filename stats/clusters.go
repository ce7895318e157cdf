package stats

import "math"

// ClusterMean is the mean of observations that come in clusters, such as the
// scores of comments in threads, with an interval that rests on the clusters:
// observations of one are not independent. It is the ratio of sums Σ s / Σ n
// over clusters (Cochran, 1977), with Student's quantile at clusters - 1. The
// zero value is empty and ready; parts merge in any order to the same bits.
type ClusterMean struct {
	clusters, n   int
	s, ss, sn, nn Sum
}

// Add adds a cluster of n observations that sum to sum. One without any changes
// nothing, nor does a sum that is not finite.
func (c *ClusterMean) Add(n int, sum float64) {
	if n <= 0 || math.IsNaN(sum) || math.IsInf(sum, 0) {
		return
	}
	m := float64(n)
	c.clusters++
	c.n += n
	c.s.Add(sum)
	c.ss.Add(sum * sum)
	c.sn.Add(sum * m)
	c.nn.Add(m * m)
}

// Merge adds all that o holds.
func (c *ClusterMean) Merge(o *ClusterMean) {
	c.clusters += o.clusters
	c.n += o.n
	c.s.Merge(&o.s)
	c.ss.Merge(&o.ss)
	c.sn.Merge(&o.sn)
	c.nn.Merge(&o.nn)
}

// Mean returns the mean with its interval, N being the number of observations.
// One cluster has no interval. The interval is not cut to the range that the
// observations can have. Undefined without observations.
func (c *ClusterMean) Mean() Estimate {
	if c.n == 0 {
		return Undefined(0, "no scores")
	}
	n := float64(c.n)
	r := c.s.Value() / n
	e := Exact(r, c.n)
	if c.clusters > 1 && e.Defined() {
		k := float64(c.clusters)
		v := max(0, c.ss.Value()-2*r*c.sn.Value()+r*r*c.nn.Value()) * k / (k - 1)
		half := studentQuantile(c.clusters-1) * math.Sqrt(v) / n
		e.Lo, e.Hi = r-half, r+half
	}
	return e
}
