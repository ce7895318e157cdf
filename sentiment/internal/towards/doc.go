// Package towards takes targets and texts apart into the features that stance
// towards a target is judged by, and holds the linear models over them.
package towards
