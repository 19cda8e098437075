/** Emoji that people call by name: `:rocket:`. */

const LIST =
  'smile 😄 grin 😁 joy 😂 wink 😉 blush 😊 heart_eyes 😍 thinking 🤔 neutral 😐 sweat 😅 cry 😢 sob 😭 ' +
  'angry 😠 scream 😱 sunglasses 😎 party 🥳 sleepy 😴 shrug 🤷 facepalm 🤦 wave 👋 clap 👏 pray 🙏 ' +
  'muscle 💪 ok_hand 👌 thumbsup 👍 +1 👍 thumbsdown 👎 -1 👎 point_up ☝️ point_right 👉 eyes 👀 brain 🧠 ' +
  'heart ❤️ broken_heart 💔 fire 🔥 star ⭐ sparkles ✨ zap ⚡ boom 💥 tada 🎉 confetti 🎊 gift 🎁 ' +
  'trophy 🏆 medal 🏅 rocket 🚀 airplane ✈️ car 🚗 ship 🚢 bike 🚲 house 🏠 office 🏢 globe 🌍 sun ☀️ ' +
  'moon 🌙 cloud ☁️ rain 🌧️ snow ❄️ rainbow 🌈 tree 🌳 flower 🌸 leaf 🍃 dog 🐶 cat 🐱 bug 🐛 bee 🐝 ' +
  'turtle 🐢 snail 🐌 unicorn 🦄 owl 🦉 coffee ☕ tea 🍵 beer 🍺 pizza 🍕 cake 🎂 apple 🍎 bread 🍞 ' +
  'check ✅ white_check_mark ✅ x ❌ warning ⚠️ no_entry ⛔ question ❓ exclamation ❗ info ℹ️ bulb 💡 ' +
  'bell 🔔 mute 🔕 lock 🔒 unlock 🔓 key 🔑 shield 🛡️ wrench 🔧 hammer 🔨 gear ⚙️ link 🔗 pin 📌 ' +
  'paperclip 📎 memo 📝 book 📖 books 📚 newspaper 📰 calendar 📅 clock 🕐 hourglass ⏳ alarm ⏰ chart 📈 ' +
  'chart_down 📉 bar_chart 📊 clipboard 📋 folder 📁 inbox 📥 outbox 📤 package 📦 mail ✉️ phone 📱 ' +
  'computer 💻 keyboard ⌨️ printer 🖨️ camera 📷 movie 🎬 music 🎵 art 🎨 dart 🎯 game 🎮 money 💰 ' +
  'dollar 💵 credit_card 💳 chart_up 📈 construction 🚧 rotating_light 🚨 traffic_light 🚦 flag 🏁 ' +
  'recycle ♻️ hundred 💯 red_circle 🔴 green_circle 🟢 yellow_circle 🟡 blue_circle 🔵 arrow_right ➡️ ' +
  'arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ plus ➕ minus ➖ infinity ♾️ robot 🤖 ghost 👻 skull 💀'

const parts = LIST.split(' ')

export const EMOJI: Readonly<Record<string, string>> = Object.fromEntries(
  parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1] ?? '']] : [])),
)
