// Package stance judges how a reply stands towards the comment it answers:
// it reads the two texts into features, scores them with a model file and says
// which words spoke for what. It knows nothing of threads or of package
// sentiment.
package stance
