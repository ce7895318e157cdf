// Package sentiment tags comments with stance and hostility.
package sentiment
