package webpage

import "github.com/seed-100d3eb7/rejoinder/thread"

func (s *survey) generic(base string, memo map[string]hint) []thread.Comment {
	return nil
}
