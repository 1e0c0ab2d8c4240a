// SPDX-License-Identifier: GPL-3.0-or-later

/* Written by build-aux/scenario-table.py from data/scenarios: change those, then run
 *     ninja -C BUILD scenario-table
 */

{ "default",
    N_("A smooth fit"),
    N_("The curve bends towards the parabola: R² is 0.90 after 300 steps and 0.99 after "
       "1,200. The loss falls quickly at first, then ever more slowly."),
    N_("On one side of 0 the parabola only rises, and that much one neuron a layer can "
       "follow. The better the fit, the smaller the gradients, and with them the steps.") },
{ "worked-example",
    N_("The worked example"),
    N_("The loss falls to nothing within a few hundred steps, and the curve goes through the"
       " one point (2, 4). Everywhere else it is anything but a parabola."),
    N_("There is one sample, so the gradient asks for one thing only: ŷ = 4 at x = 2. What "
       "the curve does elsewhere follows from its start, not from the data.") },
{ "good-fit",
    N_("A good fit"),
    N_("After 10,000 steps the curve lies on the parabola, with R² above 0.999. The loss "
       "never stops falling; it only becomes slower and slower."),
    N_("A short piece of the parabola looks much like a piece of a tanh. The best weights "
       "lie infinitely far away, so training gets closer and never arrives.") },
{ "wider-network",
    N_("A wider network"),
    N_("The curve bends into the whole parabola, both arms of it. There is no floor line any"
       " more."),
    N_("Each neuron bends one way only, but a sum of rising and falling ones can come down "
       "and go up again. With more than one neuron in a layer the loss can get as close to 0"
       " as one likes.") },
{ "collapse",
    N_("Collapse to a constant"),
    N_("The curve tilts, flattens and stays a horizontal line at the mean of y. W₁ goes to "
       "0, and so does its gradient."),
    N_("Between −1 and 1 the parabola falls as much as it rises, so a network that can do "
       "only one of the two is pulled both ways. Once W₁ is 0, the two halves cancel in "
       "∂L/∂W₁ exactly: a trap.") },
{ "monotone-floor",
    N_("The monotone floor"),
    N_("The network fits one half of the parabola and gives up the other. The loss comes "
       "close to the floor line and never crosses it."),
    N_("With one neuron a layer the slope of the curve has the same sign everywhere, and no "
       "such curve gets below a loss of 0.0598 here. A second neuron takes the floor away.") },
{ "plateau",
    N_("Plateau, then drop"),
    N_("For more than 5,000 steps the loss looks as if training were over. Then it drops "
       "three thousandfold."),
    N_("The start lies beside a saddle: the gradient is almost 0, but there is a way down. "
       "Along it the distance grows exponentially, from next to nothing, so a plateau is no "
       "proof of convergence.") },
{ "vanishing-gradient",
    N_("A vanishing gradient"),
    N_("For thousands of steps next to nothing happens; near step 5,000 the loss drops at "
       "once. Look at the factor 1 − h₁² of the chain rule."),
    N_("With b₁ = 3 the first neuron is saturated: its tanh is nearly flat, and that small "
       "slope is a factor of every gradient of layer 1. It creeps out, and the farther it "
       "is, the faster it goes.") },
{ "dead-start",
    N_("A dead start"),
    N_("The curve becomes a horizontal line and layer 1 never moves. Its gradient is not 0: "
       "it is about 1e−18."),
    N_("At z₁ = 20 the slope of tanh is about 1e−17, and every gradient of layer 1 has it as"
       " a factor. Such an update is below half the distance from W₁ to the next number a "
       "computer can hold, so adding it changes nothing.") },
{ "all-zeros",
    N_("All zeros"),
    N_("Only b₃ moves: it goes to the mean of y, and the curve stays a horizontal line. The "
       "other five gradients are exactly 0."),
    N_("Each of those five has a weight or an activation as a factor, and all of these are "
       "0. ∂L/∂b₃ alone has none.") },
{ "oscillating",
    N_("Oscillating"),
    N_("The loss rises on every second step, by about a hundredth, and comes down all the "
       "same in the long run. Make single steps to see it."),
    N_("The steps are longer than the valley is wide, so the weights jump from one side to "
       "the other. What oscillates is the steepest direction; along the gentle ones the run "
       "makes progress.") },
{ "edge-of-stability",
    N_("Edge of stability"),
    N_("The loss falls smoothly until about step 1,250, then it begins to tremble. From "
       "there on α·λ stays at 2."),
    N_("Training leads into ever narrower valleys: the sharpness λ grows until it is 2/α. "
       "Beyond that the steps overshoot, and overshooting drives the weights back to where "
       "the valley is wider.") },
{ "diverging",
    N_("Diverging"),
    N_("The loss grows from step to step and is above a million at step 11, where the run is"
       " stopped. Try a third of the learning rate."),
    N_("Along b₃ the loss always curves with 2, so above a learning rate of 1 a step "
       "overshoots the bottom by more than it was away from it. The next step overshoots by "
       "more again.") },
{ "explodes",
    N_("Looks fine, then explodes"),
    N_("For some twenty steps the loss goes up and down between 0.5 and 5, as if it might "
       "settle yet. At step 25 it is above a thousand, at step 31 above a million."),
    N_("How long a step may be depends on the sharpness λ, and λ changes on the way. Here "
       "the run wanders to where α·λ is far above 2, and from there on every step makes it "
       "worse.") },
