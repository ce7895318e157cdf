// Package stats measures threads and the people in them, in figures that a
// paper can cite: each function states its definition, formula, units, source,
// undefined cases and cost, and each is checked in the tests against a slow
// implementation, a closed form or a published value.
//
// # What there is
//
// Shape: [ShapeOf] gives depth, widths, branching and structural virality of a
// thread, [BranchShape] and [SubThreads] of its parts; [HIndexOf], [OffspringOf],
// [DiscussionScore], [DiversityScore] and [Quadrants] summarise it; [FirstN] cuts
// a thread to what could be seen early on, and every measure runs on the cut.
// [Parents], [Depths], [Sizes] and [Replies] are columns of the tree.
//
// Time: [LatencyOf] looks at replies that came; [KaplanMeier] on
// [FirstReplies] also at comments still waiting, with [LogRank] to compare
// groups. [Burstiness], [Memory], [FitHawkes] and [HourOfWeek] describe the
// rhythm; [Positions] and [TimePositions] place comments in their thread.
//
// People: [ParticipationOf] tells how comments spread over authors ([Gini],
// [Entropy], [Effective], [Herfindahl]). [Interactions] is the matrix of who
// replies to whom and makes a [PeopleGraph], which has reciprocity, PageRank,
// HITS, betweenness, cores, communities, brokerage, assortativity, the E-I index
// and random-walk controversy. [Exchanges] and [Dyads] find people taking turns,
// [HyperConvoOf] counts the motifs of HyperConvo. Agreement and disagreement are
// two matrices: [SignedBalanceOf] and [FrustrationOf] take both.
//
// Hostility: [Contagion] asks whether hostile comments draw hostile replies;
// [Accumulation], [Escalation], [Trend] and [PageTrend] follow a score down a
// tree or through time, [Bins] over a corpus; [FirstHostile] makes it a survival; [EvaluateForecasts]
// judges who sees it coming; [RoganGladen], [Table.Correct] and
// [Table.OddsRatioBounds] carry the classifier's errors through.
//
// Agreement and evaluation: [Alpha], [Cohen], [Fleiss], [ROC],
// [PrecisionRecall], [Brier], [Calibration], [BiasOf].
//
// Inference: [Bootstrap], [GroupTest], [MantelHaenszel], [MannWhitney],
// [KolmogorovSmirnov], [TwoSamples], [BenjaminiHochberg].
//
// # Conventions
//
// Levels count from 1 at the comments that answer the article; the article
// itself, where a thread has it as a node of kind Post, is at level 0. Most
// readers yield what answers a Post without a Parent, beside it. So a thread's
// only Post at top level is the root of all: every comment without a Parent
// answers it, unless the source names another person as answered (see [Parents]);
// whatever else is at top level, such as a lost comment of which only its orphans
// tell, stands below it without answering it. A figure is the same whether the
// source names the Post as the parent or not. Where several Posts are at top
// level, nothing says which of them is answered, and only a named Parent counts.
//
// Posts are not comments, nor are messages of kind System: what counts
// comments, or places them in their thread, leaves both out. A Post is answered
// like a comment, and so counts in interactions and latencies.
//
// Placeholders, comments known to have existed, count wherever position counts
// (levels, widths, virality) and nowhere else.
//
// A figure that may be undefined is an [Estimate]: its Value is then NaN and
// its Reason says why. Undefined is never 0. Intervals are of 95 per cent. What is
// counted of a whole thread has none, since nothing was sampled. Shares and means
// of one thread (hostility, contagion, latency) have the interval of comments
// that might have been written there, taken as independent; it says nothing of
// other threads. Over a corpus threads are what was sampled: comments of one
// are not independent, and [ContagionReport], [Bins] and [ClusterMean] rest on
// threads.
//
// In an [Interactions] matrix the row replies to the column. Replies to oneself
// are on the diagonal and leave the graph. An unknown author is nobody: two
// unknown authors are never taken for one person.
//
// Times are in seconds. Latencies that are negative or unknown are counted and
// told, not mended.
//
// Tags come in as columns, slices of float64 with one element for each node and
// NaN where nothing is known, or as functions of a node. The package does not
// know how a comment was scored. Scores should be calibrated probabilities: their
// sum is then the expected count of one column, and no threshold is needed. Sums
// of products, as of a comment and its reply, are expected counts only where the
// two are independent, and so understate contagion: [ContagionReport] says by how
// much and corrects it. For contagion scores must not depend on the comment
// answered. A column of another length than its thread is a mistake of the
// program and panics; no input does.
//
// # Links that are guesses
//
// A reader may infer links (see [thread.Evidence]). [Shape.Inferred] is their
// share, and [Given] returns the thread without them: where it differs, report
// each figure twice. To weigh links by how sure they are, give
// [Interactions.Add] the confidence as weight.
//
// # Corpora
//
// [Corpus], [Interactions], [Contagion], [Offspring], [Week], [Sketch] and [Sum]
// take threads or numbers one at a time and merge. Sums are exact or of whole
// numbers, so results do not depend on the order of adding or merging, nor on
// how many workers shared the work. [ShapeOf], [LatencyOf] and
// [ParticipationOf] together take about 0.4 µs a comment.
//
// # Chance
//
// Seeds are arguments: with equal arguments every function returns equal bits
// on one machine, and to 1e-6 on another architecture. Nothing here starts a
// goroutine, and what does not change its receiver may be called from several
// at once.
//
// # What the figures do not say
//
// A reply that changes the subject is still a reply. A matrix of replies is not
// one of friendship; most replies cross camps. Missing comments move network
// figures most (Gaffney and Matias, 2018), so tell their number. A p-value of
// [ContagionReport] says that hostile comments sit together beyond chance and
// habit; a topic that angers everyone at one time does that too.
package stats
