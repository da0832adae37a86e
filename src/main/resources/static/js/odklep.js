// What pages do beyond links and forms. Everything also works without it, charts and passkeys aside.
(() => {
  'use strict';

  // Menus of the header and of lists close by Escape and by a click elsewhere.
  const menus = 'details.account-menu, details.choose, details.more-actions';
  document.addEventListener('click', event => {
    document.querySelectorAll(menus).forEach(menu => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener('keydown', event => {
    const menu = event.key === 'Escape' && event.target.closest(menus);
    if (menu && menu.open) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
    const places = event.key === 'Escape' && event.target.closest('.menu-switch, .places')
      && document.querySelector('.menu-switch[open]');
    if (places) {
      places.open = false;
      places.querySelector('summary').focus();
    }
  });

  // A long address breaks before its @, not in the middle of a word; among other words the next line comes first.
  const giveRoom = within => {
    const texts = document.createTreeWalker(within, NodeFilter.SHOW_TEXT, text =>
      /\S@\S/.test(text.data) && text.parentElement.closest('h1, bdi') ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
    const found = [];
    while (texts.nextNode()) found.push(texts.currentNode);
    found.forEach(text => {
      const address = /\S+@\S+/.exec(text.data);
      text.splitText(address.index + address[0].length);
      const word = text.splitText(address.index);
      if (!word.parentElement.closest('.clamp') && word.parentElement.textContent !== word.data) {
        const whole = document.createElement('span');
        whole.className = 'address';
        word.replaceWith(whole);
        whole.append(word);
      }
      word.splitText(word.data.lastIndexOf('@', word.length - 2)).before(document.createElement('wbr'));
    });
  };
  giveRoom(document.body);
  document.addEventListener('htmx:afterSettle', () => giveRoom(document.body));

  // Where the keyboard goes: to the first wrong field, else to what is said to be wrong; and it stays where it can be seen.
  const toPlace = place => {
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus();
  };
  const toTrouble = within => {
    const trouble = within.querySelector('[aria-invalid=true]') || within.querySelector('.alert-danger[role=alert]');
    if (trouble) toPlace(trouble);
    return trouble;
  };
  const content = document.getElementById('content');
  if (content) toTrouble(content);

  // From the field of the guide, arrows lead through those who may be meant.
  document.addEventListener('keydown', event => {
    const guide = event.target.closest('.guide-search');
    if (!guide || event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [guide.querySelector('input'), ...guide.querySelectorAll('.choices a')];
    const next = stops[stops.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });

  // Panels: htmx puts a page into the dialog, which opens; a redirect after the form leaves it.
  const panel = document.getElementById('panel');
  if (panel) {
    const intoPanel = () => {
      if (toTrouble(panel)) return;
      const field = panel.querySelector('textarea, input:not([type=hidden], [type=radio]:not(:checked)), select');
      toPlace(field || panel.querySelector('h1') || panel);
    };
    // The browser may take the focus from a button that went away after the new page is there.
    document.addEventListener('htmx:afterSettle', () => {
      if (panel.open) requestAnimationFrame(() => { if (document.activeElement === document.body) intoPanel(); });
    });
    document.addEventListener('htmx:afterSwap', event => {
      if (event.detail.target.id !== 'panel-body') return;
      const title = panel.querySelector('h1');
      if (title) panel.setAttribute('aria-label', title.textContent);
      if (!panel.open) panel.showModal();
      intoPanel();
    });
    // Before htmx, which would fetch the page to which a link leads back, and open the panel again with it.
    panel.addEventListener('click', event => {
      const close = event.target.closest('[data-close]');
      if (close || event.target === panel) {
        event.preventDefault();
        event.stopPropagation();
        panel.close();
      }
    }, true);
    panel.addEventListener('close', () => panel.querySelector('#panel-body').replaceChildren());
  }

  // The time zone of a first start is the browser's, if it is one of those that we know.
  const zone = document.querySelector('input[data-browser-zone]');
  if (zone) {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if ([...zone.list.options].some(option => option.value === own)) zone.value = own;
  }

  // Rows to choose: one box for all of them, and the tools only while some are chosen.
  const tools = () => document.querySelectorAll('form.selection').forEach(form => {
    const boxes = [...form.querySelectorAll('input.pick')];
    const chosen = boxes.filter(box => box.checked).length;
    const all = form.querySelector('input[data-all]');
    if (all) {
      all.hidden = boxes.length === 0;
      all.checked = chosen > 0 && chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
    }
    const everyone = form.querySelector('input[data-everyone]');
    const nobody = chosen === 0 && !(everyone && everyone.checked);
    form.querySelectorAll('[data-needs-selection]').forEach(tool => { tool.disabled = nobody; });
    form.querySelectorAll('[data-count]').forEach(count => {
      count.textContent = chosen > 0 && !(everyone && everyone.checked) ? chosen : '';
    });
  });
  document.addEventListener('change', event => {
    if (event.target.matches('input[data-all]')) {
      event.target.closest('form').querySelectorAll('input.pick')
        .forEach(box => { box.checked = event.target.checked; });
    }
    tools();
  });
  document.addEventListener('htmx:afterSettle', tools);
  tools();

  // Slips with new passwords and lines for mail servers: copy one or all of them, and print.
  const slipTools = () => document.querySelectorAll('[data-print], [data-copy], [data-copy-lines]').forEach(tool => { tool.hidden = false; });
  const copy = text => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.createElement('textarea');
    field.value = text;
    (panel && panel.open ? panel : document.body).append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
    return Promise.resolve();
  };
  document.addEventListener('click', event => {
    if (event.target.closest('[data-print]')) print();
    const lines = event.target.closest('[data-copy-lines]');
    if (lines) {
      copy(document.getElementById(lines.dataset.copyLines).textContent)
        .then(() => { lines.nextElementSibling.textContent = lines.dataset.copied; });
    }
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    const slip = button.closest('.slip');
    const codes = [...(slip || button.closest('#panel-body, main')).querySelectorAll('[data-copy-name]')];
    copy(slip ? codes[0].textContent : codes.map(code => `${code.dataset.copyName}\t${code.textContent}\n`).join(''))
      .then(() => { button.querySelector('span').textContent = button.dataset.copied; });
  });
  document.addEventListener('htmx:afterSettle', slipTools);
  slipTools();

  // Passkeys: the button has the browser make or show one, and the form sends what it answers.
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0));
  const base64 = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  const withBytes = credentials => credentials.map(each => ({...each, id: bytes(each.id)}));
  const makePasskey = asked => navigator.credentials.create({publicKey: {...asked,
    challenge: bytes(asked.challenge),
    user: {...asked.user, id: bytes(asked.user.id)},
    excludeCredentials: withBytes(asked.excludeCredentials)}});
  const showPasskey = asked => navigator.credentials.get({publicKey: {...asked,
    challenge: bytes(asked.challenge),
    allowCredentials: withBytes(asked.allowCredentials)}});
  const passkeyJson = ({id, rawId, type, response}) => {
    const parts = {};
    ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']
      .filter(part => response[part]).forEach(part => { parts[part] = base64(response[part]); });
    return JSON.stringify({id, rawId: base64(rawId), type, response: parts, clientExtensionResults: {}});
  };
  const askForPasskey = button => {
    const form = button.form;
    const makes = button.dataset.passkey === 'create';
    if (button.disabled || makes && !form.reportValidity()) return;
    const failed = button.parentElement.querySelector('[data-passkey-failed]');
    failed.hidden = true;
    button.disabled = true;
    Promise.resolve(JSON.parse(button.dataset.options)).then(makes ? makePasskey : showPasskey).then(credential => {
      button.parentElement.querySelector('input[type=hidden]').value = passkeyJson(credential);
      form.noValidate = true;
      form.requestSubmit();
    }).catch(() => {
      failed.hidden = false;
      button.disabled = false;
    });
  };
  document.addEventListener('click', event => {
    const button = event.target.closest('button[data-passkey]');
    if (button) askForPasskey(button);
  });
  // Enter in the field for the name is as good as the button.
  document.addEventListener('submit', event => {
    const button = event.target.querySelector('button[data-passkey=create]');
    if (!button || button.hidden || button.parentElement.querySelector('input[type=hidden]').value) return;
    event.preventDefault();
    event.stopPropagation();
    askForPasskey(button);
  }, true);
  const passkeyTools = () => {
    if (!window.PublicKeyCredential) return;
    document.querySelectorAll('[data-passkey][hidden]').forEach(button => {
      button.hidden = false;
      if (button.dataset.passkey === 'get') button.focus();
    });
    document.querySelectorAll('[data-passkey-off]').forEach(words => { words.hidden = true; });
  };
  document.addEventListener('htmx:afterSettle', passkeyTools);
  passkeyTools();

  // Forms whose answer is shown once are sent once.
  document.addEventListener('submit', event => {
    if (!event.target.matches('form.once')) return;
    const button = event.target.querySelector('button:not([type=button])');
    setTimeout(() => { button.disabled = true; });
  });
  const onceMore = () => document.querySelectorAll('form.once button').forEach(button => { button.disabled = false; });
  addEventListener('pageshow', onceMore);
  document.addEventListener('htmx:afterRequest', onceMore);

  // Live lists: the server says that something changed, and the list is fetched anew around focus and chosen rows.
  const live = document.querySelector('[data-live]');
  if (live && window.EventSource) {
    const events = new EventSource(live.dataset.live);
    let waiting = 0;
    const refresh = () => {
      if (panel && panel.open || document.hidden) {
        waiting = setTimeout(refresh, 1000);
        return;
      }
      const list = document.getElementById('results');
      const chosen = new Set([...list.querySelectorAll('input.pick:checked')].map(box => box.value));
      const focused = list.contains(document.activeElement)
        && (document.activeElement.getAttribute('href') || document.activeElement.value);
      htmx.ajax('GET', location.href, {
        target: '#results', select: '#results', swap: 'outerHTML show:none ignoreTitle:true', headers: {'Odklep-Refresh': 'live'}
      })
        .then(() => {
          const fresh = document.getElementById('results');
          fresh.querySelectorAll('input.pick').forEach(box => { box.checked = chosen.has(box.value); });
          if (focused && document.activeElement === document.body) {
            const again = [...fresh.querySelectorAll('a, input, button')]
              .find(each => (each.getAttribute('href') || each.value) === focused);
            if (again) again.focus({preventScroll: true});
          }
          tools();
        });
    };
    events.addEventListener('changed', () => { clearTimeout(waiting); waiting = setTimeout(refresh, 150); });
    events.addEventListener('ended', () => events.close());
    addEventListener('pagehide', () => events.close());
  }

  // Charts: the data stand in an attribute, the colours in the style sheet.
  const draw = plot => {
    const chart = JSON.parse(plot.dataset.chart);
    const style = getComputedStyle(plot);
    const colour = name => style.getPropertyValue(name).trim();
    const probe = document.createElement('span');
    plot.append(probe);
    const solved = name => { probe.style.color = `var(${name})`; return getComputedStyle(probe).color; };
    const ink = solved('--bs-secondary-color');
    const lines = solved('--bs-border-color');
    const bars = chart.series.length - (chart.lines || []).filter(Boolean).length;
    const series = chart.series.map((name, index) => {
      const stroke = solved(`--chart-${index + 1}`);
      return chart.lines && chart.lines[index]
        ? {label: name, stroke, width: 2, dash: [6, 4], points: {show: false}}
        : {label: name, stroke, fill: stroke, width: 0, points: {show: false},
          paths: uPlot.paths.bars(bars === 2 ? {size: [0.35, 20], align: index === 0 ? -1 : 1} : {size: [0.7, 40]})};
    });
    probe.remove();
    const times = chart.data[0];
    const step = times.length > 1 ? times[1] - times[0] : 3600;
    const days = times[times.length - 1] - times[0] > 2 * 86400;
    const date = new Intl.DateTimeFormat(document.documentElement.lang, days
      ? {day: 'numeric', month: 'short', timeZone: chart.zone}
      : {hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: chart.zone});
    const number = new Intl.NumberFormat(document.documentElement.lang);
    const axis = {stroke: ink, grid: {stroke: lines, width: 1}, ticks: {stroke: lines, width: 1}, font: '12px ' + colour('font-family')};
    plot.replaceChildren();
    const options = {
      width: plot.clientWidth, height: 200, legend: {show: series.length > 1, live: false}, cursor: {show: false},
      scales: {x: {time: true, range: (u, min, max) => [min - step / 2, max + step / 2]}, y: {range: (u, min, max) => [0, Math.max(max * 1.1, 5)]}},
      axes: [{...axis, values: (u, times) => times.map(time => date.format(time * 1000))},
        {...axis, size: 60, values: (u, values) => values.map(value => number.format(value))}],
      series: [{}, ...series]
    };
    return new uPlot(options, chart.data, plot);
  };
  const plots = [...document.querySelectorAll('[data-chart]')];
  if (plots.length > 0 && window.uPlot) {
    let drawn = plots.map(draw);
    const again = () => { drawn.forEach(each => each.destroy()); drawn = plots.map(draw); };
    let width = innerWidth;
    addEventListener('resize', () => { if (innerWidth !== width) { width = innerWidth; again(); } });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  }
})();
