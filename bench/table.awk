# Raw lines of key=value pairs, with round= and server=, to a Markdown table of medians. The first server is the limit
# that others are compared with; "postfwd", if it is there, the usual peer.

{
    delete value
    for (i = 1; i <= NF; i++) {
        at = index($i, "=")
        value[substr($i, 1, at - 1)] = substr($i, at + 1)
    }
    server = value["server"]; count = value["connections"]; round = value["round"]
    if (!(server in known)) { known[server] = ++servers; names[servers] = server }
    if (!(count in seen)) { seen[count] = ++counts; connections[counts] = count }
    rounds = round > rounds ? round : rounds
    speed[server, count, round] = value["req_s"]
    p50[server, count, round] = value["p50_us"]
    p99[server, count, round] = value["p99_us"]
    noisy += value["quiet"] == "no"
    for (key in value) if (key ~ /^action_/ && key != "action_DUNNO") odd[server] = odd[server] " " key "=" value[key]
}

# The median of a measurement over the rounds, or of its ratio to that of another server; sets least and most.
function median(of, server, other, count,    round, n, i, j, x, sorted) {
    n = 0
    for (round = 1; round <= rounds; round++) {
        if (!((server, count, round) in of) || (other != "" && !(of[other, count, round] > 0))) continue
        x = of[server, count, round] / (other == "" ? 1 : of[other, count, round])
        for (i = ++n; i > 1 && sorted[i - 1] > x; i--) sorted[i] = sorted[i - 1]
        sorted[i] = x
    }
    if (n == 0) return "-"
    least = sorted[1]; most = sorted[n]
    return (sorted[int((n + 1) / 2)] + sorted[int(n / 2) + 1]) / 2
}

function range(of, server, count,    middle) {
    middle = median(of, server, "", count)
    return sprintf("%d (%d-%d)", middle, least, most)
}

function ratio(of, server, other, count,    middle) {
    middle = other in known ? median(of, server, other, count) : "-"
    return middle == "-" ? "-" : sprintf(middle < 0.1 ? "%.3f" : middle < 10 ? "%.2f" : "%.0f", middle)
}

END {
    print "\n| connections | server | req/s | of " names[1] " | of postfwd | p50 us | p99 us | p99 of " names[1] " |"
    print "|---|---|---|---|---|---|---|---|"
    for (c = 1; c <= counts; c++) for (s = 1; s <= servers; s++) {
        count = connections[c]; server = names[s]
        print "| " count " | " server " | " range(speed, server, count) " | " ratio(speed, server, names[1], count) " | " \
            ratio(speed, server, "postfwd", count) " | " range(p50, server, count) " | " range(p99, server, count) " | " \
            ratio(p99, server, names[1], count) " |"
    }
    if (noisy) print "\n" noisy " of " NR " measurements were taken while the machine did something else too."
    for (server in odd) print "\nNot all answers of " server " were DUNNO:" odd[server] "."
}
