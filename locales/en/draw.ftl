# Drawing who is checked again.
draw-made = { $count } of { $people } people are drawn; see { $file }. Publish this file now. The commitment: { $hash }
draw-revealed = The seed of the draw of { $count } out of { $people } people is open; see { $file }. Publish this file, and anybody can check it.
draw-once = This unit had its draw in this quarter. There is one a quarter, so that nobody draws until the result pleases.
draw-nobody = Nobody in this unit is recognised as capable yet, so there is nobody to draw.
draw-not-found = There is no such unit, flag or draw.
draw-good = Right: { $count } of { $people } people are drawn by the seed that was committed to.
draw-sealed = The list of { $people } people is the one that was committed to. The seed is not open yet, so who is drawn cannot be checked.
draw-fault-format = This file is not a published draw.
draw-fault-sorted = The list of people is not sorted, or somebody stands in it twice.
draw-fault-population = The list of people is not the one that was committed to.
draw-fault-early = People are named as drawn while the seed is not open.
draw-fault-seed = The seed is not the one that was committed to.
draw-fault-drawn = The people named as drawn are not those whom the seed draws.
